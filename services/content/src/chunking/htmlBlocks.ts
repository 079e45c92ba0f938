import { type Token, Tokenizer } from "parse5";
import { type Block, squeezed } from "./block.ts";
import {
  closesPre,
  codeElements,
  hiddenElements,
  inlineElements,
  isElement,
  isHidden,
  preElements,
  rawTextStates,
  voidElements,
} from "./htmlElements.ts";

/**
 * The blocks of an HTML text. It reads the tokens of parse5 and builds no tree: a megabyte of unclosed tags costs no more than any other, and
 * whatever is malformed, no text is lost but what an unclosed <script> or <nav> swallows.
 */
export const htmlBlocks = (html: string): ReadonlyArray<Block> => {
  const blocks: Block[] = [];
  let text = "";
  let heading = 0;
  let pre = 0;
  let code = 0;
  let lineBegins = true;
  let list = 0;
  /** Lines of the outermost list or table that is open. */
  let lines: string[] | null = null;
  let cells: string[] | null = null;
  let table = 0;
  /** Name and depth of the hidden element that is open. */
  let hidden: { readonly name: string; depth: number } | null = null;

  const flush = (): void => {
    const content = squeezed(text);
    text = "";
    if (content === "") return;
    if (cells) cells.push(content);
    else if (lines) lines.push(`${"  ".repeat(Math.max(0, Math.min(list, 9) - 1))}- ${content}`);
    else if (heading > 0) blocks.push({ kind: "heading", level: heading, text: content });
    else blocks.push({ kind: "paragraph", text: content });
  };
  /** Code stands as it was written: in a list or a table it ends the lines before it. */
  const beginPre = (): void => {
    pre += 1;
    if (pre > 1) {
      newLine();
      return;
    }
    flush();
    lineBegins = true;
    if (lines) {
      const inRow = cells !== null;
      endLines(table > 0 ? "table" : "list");
      lines = [];
      if (inRow) cells = [];
    }
  };
  const endPre = (): void => {
    pre -= 1;
    if (pre > 0) return;
    const code = text.replace(/^\n/, "").trimEnd();
    text = "";
    if (code !== "") blocks.push({ kind: "code", text: code });
  };
  /** In code a block is a line: each line of a highlighted text may stand in a <div>. */
  const newLine = (): void => {
    if (!lineBegins) text += "\n";
    lineBegins = true;
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

  /** `Array<Id>` in code whose writer forgot to escape it. */
  const isText = (token: Token.TagToken): boolean => {
    if ((pre === 0 && code === 0) || hidden || /[:-]/.test(token.tagName) || isElement(token.tagName)) return false;
    onText({ chars: html.slice(token.location!.startOffset, token.location!.endOffset) });
    return true;
  };

  const onStartTag = (token: Token.TagToken): void => {
    if (isText(token)) return;
    const name = token.tagName;
    if (codeElements.has(name) && !hidden) code += 1;
    const state = rawTextStates.get(name);
    if (state !== undefined) tokenizer.state = state;
    if (hidden) {
      if (name === hidden.name && !token.selfClosing) hidden.depth += 1;
      return;
    }
    if (!voidElements.has(name) && !token.selfClosing && (hiddenElements.has(name) || isHidden(token))) {
      hidden = { name, depth: 1 };
      return;
    }
    if (preElements.has(name)) {
      beginPre();
      return;
    }
    if (name === "br") text += pre > 0 ? "\n" : " ";
    if (name === "body") heading = 0;
    if (inlineElements.has(name)) return;
    if (pre > 0) {
      newLine();
      return;
    }
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
    } else if (cells) text += " ";
    else flush();
  };
  const onEndTag = (token: Token.TagToken): void => {
    if (isText(token)) return;
    const name = token.tagName;
    if (codeElements.has(name) && !hidden) code = Math.max(0, code - 1);
    else if (!inlineElements.has(name)) code = 0;
    if (hidden) {
      if (name === hidden.name) hidden.depth -= 1;
      else if (name === "body" || name === "html") hidden = null;
      if (hidden?.depth === 0) hidden = null;
      return;
    }
    if (preElements.has(name) && pre > 0) {
      endPre();
      return;
    }
    if (inlineElements.has(name)) return;
    if (pre > 0 && !closesPre.has(name)) {
      newLine();
      return;
    }
    while (pre > 0) endPre();
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
    } else if (cells) text += " ";
    else flush();
  };
  const onText = (token: Pick<Token.CharacterToken, "chars">): void => {
    if (hidden) return;
    text += token.chars;
    lineBegins = token.chars.endsWith("\n");
  };
  const ignore = (): void => undefined;
  const tokenizer: Tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
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
  while (pre > 0) endPre();
  if (table > 0) endLines("table");
  else endLines("list");
  flush();
  return blocks;
};
