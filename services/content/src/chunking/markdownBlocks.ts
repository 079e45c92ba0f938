import { Lexer, type Token, type Tokens } from "marked";
import { type Block, paragraph, squeezed, textBlocks } from "./block.ts";
import { htmlBlocks, plainOf } from "./htmlBlocks.ts";

/** Characters that are lexed at once: some of the lexer's rules look ahead to the end of their input. */
const partLength = 16_000;

/** A text without the marks of links, images, emphasis and code. What they mark stays, and a link's address where it is not its text. */
const withoutMarks = (text: string): string =>
  plainOf(
    text
      .replace(/<((?:https?:\/\/|mailto:)[^>\s]{1,2000})>/g, "$1")
      .replace(/!?\[([^[\]\n]{0,1000})\]\(([^()\s]{0,2000})[^()\n]{0,500}\)/g, (_, label: string, to: string) =>
        label === "" ? "" : /^https?:/.test(to) && !label.includes(to) ? `${label} (${to})` : label,
      )
      .replace(/(\*\*|__|~~)(?=\S)([^*_~\n]{1,2000}?)\1/g, "$2")
      .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]{1,2000}?)\1(?![\p{L}\p{N}*_])/gu, "$2")
      .replace(/(`+)([^`\n]{1,2000})\1/g, "$2")
      .replace(/\\([\\`*_{}[\]()#+\-.!|>~])/g, "$1"),
  );

const plain = (text: string): string => squeezed(withoutMarks(text));

const blocksOf = (tokens: ReadonlyArray<Token>, depth = 0): ReadonlyArray<Block> =>
  tokens.flatMap((token): ReadonlyArray<Block> => {
    switch (token.type) {
      case "heading":
        return [{ kind: "heading", level: token.depth, text: plain(token.text) }];
      case "code":
        return token.text.trim() === "" ? [] : [{ kind: "code", text: token.text }];
      case "list": {
        const lines = (token.raw as string).split("\n").map((line) => {
          const indent = /^\s*/.exec(line)![0];
          return `${indent.slice(0, 20)}${plain(line)}`;
        });
        return [{ kind: "list", text: lines.filter((line) => line.trim() !== "").join("\n") }];
      }
      case "table": {
        const { header, rows } = token as Tokens.Table;
        const [head, ...body] = [header, ...rows].map((row) => row.map((cell) => plain(cell.text)).join(" | "));
        return [{ kind: "table", text: [head, ...body].join("\n"), ...(body.length > 0 ? { head: head! } : {}) }];
      }
      case "html":
        return htmlBlocks(token.raw);
      case "blockquote":
        return depth < 20 ? blocksOf(token.tokens ?? [], depth + 1) : paragraph(plain(token.text));
      case "paragraph":
      case "text":
        return paragraph(plain(token.text));
      default:
        return [];
    }
  });

/** The text in parts of about `partLength` characters, cut at empty lines outside of fenced code. */
const partsOf = (text: string): ReadonlyArray<string> => {
  if (text.length <= partLength) return [text];
  const parts: string[] = [];
  let start = 0;
  let fence: string | null = null;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, Math.min(end, at + 200));
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && mark.startsWith(fence) && line.trim() === mark) fence = null;
    const long = end - start;
    if ((long > partLength && fence === null && line.trim() === "") || long > 2 * partLength) {
      parts.push(text.slice(start, end));
      start = end;
    }
    at = end;
  }
  parts.push(text.slice(start));
  return parts;
};

/** Quoting deeper than anybody writes: the lexer's time grows with the square of the depth. */
const deepQuote = /^(?:[ \t]{0,3}>){10,}/gm;

/** The blocks of a Markdown text. What the lexer gives up on is read as plain text. */
export const markdownBlocks = (markdown: string): ReadonlyArray<Block> =>
  partsOf(markdown.replaceAll("\r\n", "\n").replace(deepQuote, ">")).flatMap((part) => {
    try {
      return blocksOf(new Lexer({ gfm: true }).blockTokens(part, []));
    } catch {
      return textBlocks(part);
    }
  });
