import { type Token, Tokenizer, TokenizerMode } from "parse5";
import { type Block, squeezed } from "./block.ts";

/** Nothing in them is said to the reader. */
const silent = new Set(["script", "style", "noscript", "template", "nav", "svg", "iframe", "object", "select", "datalist", "head"]);
const raw: Readonly<Record<string, number>> = {
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noscript: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
};
const inline = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);
const isNavigation = (token: Token.TagToken): boolean =>
  token.attrs.some(
    (a) => (a.name === "role" && a.value === "navigation") || a.name === "hidden" || (a.name === "aria-hidden" && a.value === "true"),
  );
/** No end tag will come. */
const empty = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);

/**
 * The blocks of an HTML text. It reads the tokens of parse5 and builds no tree: a megabyte of unclosed tags costs no more than any other, and
 * whatever is malformed, no text is lost but what an unclosed <script> or <nav> swallows.
 */
export const htmlBlocks = (html: string): ReadonlyArray<Block> => {
  const blocks: Block[] = [];
  let text = "";
  let heading = 0;
  let pre = 0;
  let list = 0;
  /** Lines of the outermost list or table that is open. */
  let lines: string[] | null = null;
  let cells: string[] | null = null;
  let table = 0;
  /** Name and depth of the silent element that is open. */
  let quiet: { readonly name: string; depth: number } | null = null;

  const flush = (): void => {
    const said = pre > 0 ? text.replace(/^\n|\s+$/g, "") : squeezed(text);
    text = "";
    if (said === "") return;
    if (cells) cells.push(squeezed(said));
    else if (lines) lines.push(`${"  ".repeat(Math.max(0, Math.min(list, 9) - 1))}- ${said}`);
    else if (heading > 0) blocks.push({ kind: "heading", level: heading, text: squeezed(said) });
    else blocks.push({ kind: pre > 0 ? "code" : "paragraph", text: said });
  };
  const endRow = (): void => {
    flush();
    if (cells && cells.length > 0) lines?.push(cells.join(" | "));
    cells = null;
  };
  const endLines = (kind: "list" | "table"): void => {
    endRow();
    if (lines && lines.length > 0)
      blocks.push({ kind, text: lines.join("\n"), ...(kind === "table" && lines.length > 1 ? { head: lines[0]! } : {}) });
    lines = null;
  };

  const onStartTag = (token: Token.TagToken): void => {
    const name = token.tagName;
    if (raw[name] !== undefined) tokenizer.state = raw[name] as never;
    if (quiet) {
      if (name === quiet.name && !token.selfClosing) quiet.depth += 1;
      return;
    }
    if (!empty.has(name) && !token.selfClosing && (silent.has(name) || isNavigation(token))) {
      quiet = { name, depth: 1 };
      return;
    }
    if (name === "br") text += pre > 0 || cells ? "\n" : " ";
    if (name === "body") heading = 0;
    if (inline.has(name)) return;
    if (/^h[1-6]$/.test(name)) {
      flush();
      heading = Number(name[1]);
    } else if (name === "tr" && table > 0) {
      endRow();
      cells = [];
    } else if ((name === "td" || name === "th") && cells) flush();
    else if (name === "ul" || name === "ol") {
      if (!cells) flush();
      list += 1;
      if (table === 0) lines ??= [];
    } else if (name === "table") {
      if (table === 0) {
        flush();
        if (lines) endLines("list");
        lines = [];
      }
      table += 1;
    } else if (name === "pre") {
      flush();
      pre += 1;
    } else if (cells) text += " ";
    else flush();
  };
  const onEndTag = (token: Token.TagToken): void => {
    const name = token.tagName;
    if (quiet) {
      if (name === quiet.name) quiet.depth -= 1;
      else if (name === "body" || name === "html") quiet = null;
      if (quiet?.depth === 0) quiet = null;
      return;
    }
    if (inline.has(name)) return;
    if (/^h[1-6]$/.test(name)) {
      flush();
      heading = 0;
    } else if (name === "tr" && table > 0) endRow();
    else if ((name === "td" || name === "th") && cells) flush();
    else if ((name === "ul" || name === "ol") && list > 0) {
      if (!cells) flush();
      list -= 1;
      if (list === 0 && table === 0) endLines("list");
    } else if (name === "table" && table > 0) {
      table -= 1;
      if (table === 0) endLines("table");
    } else if (name === "pre" && pre > 0) {
      flush();
      pre -= 1;
    } else if (cells) text += " ";
    else flush();
  };
  const onText = (token: Token.CharacterToken): void => {
    if (!quiet) text += token.chars;
  };
  const ignore = (): void => undefined;
  const tokenizer: Tokenizer = new Tokenizer(
    {},
    {
      onStartTag,
      onEndTag,
      onCharacter: onText,
      onWhitespaceCharacter: onText,
      onNullCharacter: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onEof: ignore,
    },
  );
  tokenizer.write(html, true);
  if (table > 0) endLines("table");
  else endLines("list");
  flush();
  return blocks;
};

/** What an inline text says without its tags and entities. */
export const plainOf = (text: string): string =>
  /[<&]/.test(text)
    ? htmlBlocks(text)
        .map((b) => b.text)
        .join(" ")
    : text;
