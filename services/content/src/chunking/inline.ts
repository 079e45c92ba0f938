import type { Token } from "markdown-it";
import { isBlockElement, isElement, valueless } from "./htmlElements.ts";

const spaces = /[ \t\n\r\f\u00a0]+/g;

/** So many characters of addresses are written out, so that a short reference to a long address cannot make a long text of a short one. */
export interface AddressBudget {
  left: number;
}

/** `<b>` and `</b>`: the name; null = it is no tag. */
const tagName = (html: string): string | null => /^<\/?([A-Za-z][A-Za-z0-9-]*)/.exec(html)?.[1]?.toLowerCase() ?? null;

const attributes = /^<[A-Za-z][A-Za-z0-9-]*\s([^="'>]*)>$/;
/** `a<b and c>d`: what could be a tag has attributes without values, as no tag has that stands in a text. */
const isComparison = (html: string): boolean => {
  const names = attributes.exec(html)?.[1]?.replace(/\/$/, "").trim() ?? "";
  return names !== "" && !names.split(/\s+/).every((name) => valueless.has(name.toLowerCase()));
};

/**
 * What a reader sees of an inline text: without the marks of emphasis, links and HTML, entities decoded, runs of space as one. Code stands as it was
 * written. A link's address follows its text where it is not the same. Angle brackets around what is no element of HTML are text: `Array<Id>`.
 */
export const inlineText = (tokens: ReadonlyArray<Token>, addresses: AddressBudget): string => {
  // in parts, and its end by itself: to look at a text that still grows costs its whole length
  const parts: string[] = [];
  let end = "";
  let literal = false;
  const put = (part: string): void => {
    if (part === "") return;
    parts.push(part);
    end = part.slice(-2);
  };
  const add = (more: string): void => {
    const squeezed = more.replace(spaces, " ");
    put(squeezed.startsWith(" ") && !literal && (end === "" || end.endsWith(" ")) ? squeezed.slice(1) : squeezed);
    if (squeezed !== "") literal = false;
  };
  /** Of the marks that are open: what of them is shown. In the midst of a word or a number (`2*3*4`) they are most often none. */
  const shown: string[] = [];
  const links: { readonly href: string; readonly from: number }[] = [];
  const address = (href: string, from: number): void => {
    if (!/^https?:/.test(href) || href.length > addresses.left) return;
    const label = parts.slice(from).join("");
    if (label === "" || label.includes(href)) return;
    addresses.left -= href.length;
    add(` (${href})`);
  };
  for (const token of tokens) {
    const { type, content } = token;
    if (type === "code_inline") {
      put(content);
      literal = true;
    } else if (type === "em_open" || type === "strong_open") {
      shown.push(/[\p{L}\p{N}]$/u.test(end) ? token.markup : "");
      add(shown.at(-1)!);
    } else if (type === "em_close" || type === "strong_close") add(shown.pop() ?? "");
    else if (type === "text" || type === "text_special") add(content);
    else if (type === "softbreak" || type === "hardbreak") add(" ");
    else if (type === "html_inline") {
      const name = tagName(content);
      if (name === null) add(content.startsWith("<!--") ? "" : content);
      else if (name === "br" || isBlockElement(name)) add(" ");
      else if (!isElement(name) || isComparison(content)) add(content);
    } else if (type === "image") {
      const from = parts.length;
      add(inlineText(token.children ?? [], addresses));
      address(String(token.attrGet("src") ?? ""), from);
    } else if (type === "link_open") links.push({ href: String(token.attrGet("href") ?? ""), from: parts.length });
    else if (type === "link_close") {
      const link = links.pop();
      if (link) address(link.href, link.from);
    }
  }
  const text = parts.join("");
  return literal ? text : text.trimEnd();
};
