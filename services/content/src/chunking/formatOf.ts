import type { Format } from "./block.ts";
import { isBlockElement } from "./htmlElements.ts";

/** Characters in which a text shows what it is. */
const enough = 100_000;

/** What nobody writes at the begin of a line of HTML. */
const fence = /^(?:```|~~~)/m;
/** What somebody may, but only where a text stands as it is. */
const markdownLine = /^(?:#{1,6}[ \t]+\S|[-*+] \S)/m;
const rawText = /<(?:pre|script|style|textarea)\b/i;
const firstTag = /^<(?:!doctype\b|([a-z][a-z0-9]*)(?=[\s/>]))/i;

const withoutComments = (text: string): string => {
  let rest = text.trimStart();
  while (rest.startsWith("<!--")) {
    const end = rest.indexOf("-->");
    if (end < 0) return rest;
    rest = rest.slice(end + 3).trimStart();
  }
  return rest;
};

/**
 * The format of a text for which none is declared: HTML where it begins with a block of HTML and has no lines of Markdown, else Markdown, of which plain
 * text, with or without tags in it, is a special case. A tag further down says nothing: it may stand in code.
 */
export const formatOf = (text: string): Format => {
  const begin = withoutComments(text.slice(0, enough));
  const tag = firstTag.exec(begin);
  if (tag === null) return "markdown";
  const name = tag[1]?.toLowerCase();
  if (name === undefined || name === "html" || name === "head" || name === "body") return "html";
  const isMarkdown = fence.test(begin) || (markdownLine.test(begin) && !rawText.test(begin));
  return isBlockElement(name) && !isMarkdown ? "html" : "markdown";
};
