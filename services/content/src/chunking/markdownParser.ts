import MarkdownIt, { type Token } from "markdown-it";

/** Characters that are parsed at once: what the parser holds of a text is bounded by them, and not by the text. */
const sliceLength = 256 * 1024;

/** Blocks in blocks in blocks are parsed to this depth, which bounds how often a line is looked at. What is deeper is text. */
const maxDepth = 40;

const parser = new MarkdownIt({ html: true, maxNesting: maxDepth + 20 });
// addresses are shown to readers, who take them as they were written
parser.normalizeLink = (url) => url;
parser.normalizeLinkText = (url) => url;
parser.validateLink = () => true;
// the parser leaves out what is nested too deep; here nothing is lost
parser.block.ruler.before("table", "too_deep", (state, begin, end, silent) => {
  if (state.level < maxDepth) return false;
  if (silent) return true;
  state.line = end;
  for (const [type, nesting] of [["paragraph_open", 1] as const, ["inline", 0] as const, ["paragraph_close", -1] as const]) {
    const token = state.push(type, type === "inline" ? "" : "p", nesting);
    token.map = [begin, end];
    if (type !== "inline") continue;
    token.content = state.getLines(begin, end, state.blkIndent, false);
    token.children = [];
  }
  return true;
});

const scheme = /(?:^|[^\p{L}\p{N}])https?$/iu;
const bareAddress = /:\/\/[^\s<>[\]`"|]+/y;
/** What follows an address in a sentence, or is the mark of what stands around it. */
const follows = new Set([..."?!.,:;*_~'"]);
const endOfAddress = (address: string): number => {
  let open = 0;
  for (const c of address) open += c === "(" ? 1 : c === ")" ? -1 : 0;
  let end = address.length;
  for (; end > 3; end--) {
    if (address[end - 1] === ")" && open < 0) open += 1;
    else if (!follows.has(address[end - 1]!)) break;
  }
  return end;
};
// an address that stands in a text by itself has marks of emphasis in it that are none: https://x.example/_a_/*
parser.inline.ruler.before("escape", "bare_address", (state, silent) => {
  if (state.src[state.pos] !== ":" || !scheme.test(state.src.slice(Math.max(0, state.pos - 6), state.pos))) return false;
  bareAddress.lastIndex = state.pos;
  const address = bareAddress.exec(state.src.slice(0, state.posMax))?.[0] ?? "";
  const end = endOfAddress(address);
  if (end <= 3) return false;
  if (!silent) state.pending += address.slice(0, end);
  state.pos += end;
  return true;
});

/** The tokens of an inline text. */
export const inlineTokens = (text: string): ReadonlyArray<Token> => parser.parseInline(text, {}).flatMap((token) => token.children ?? []);

/** Some whole blocks, and the lines that their tokens' `map` counts. */
export interface Slice {
  readonly tokens: ReadonlyArray<Token>;
  readonly lines: ReadonlyArray<string>;
}

/** Where a slice ends that begins at `from`: behind a line, else behind a word, never inside a character. */
const endOf = (text: string, from: number, length: number): number => {
  const most = from + length;
  if (most >= text.length) return text.length;
  for (const boundary of ["\n", " "]) {
    const at = text.lastIndexOf(boundary, most - 1);
    if (at > from) return at + 1;
  }
  return text.charCodeAt(most) >> 10 === 0x37 ? most - 1 : most;
};

const isLeaf = ({ type }: Token): boolean => type === "fence" || type === "code_block" || type === "html_block";

/**
 * The tokens of CommonMark with GitHub's tables, slice by slice. A slice ends before the last block that begins in it, which may go on: the next one begins
 * with it. A single block that is longer is parsed in parts, but for code and HTML, whose end decides what they are. So each character
 * is parsed about twice, and memory does not grow with the text. Link definitions hold for their own slice and those after it.
 */
export function* markdownSlices(markdown: string): Generator<Slice> {
  const text = markdown.replace(/\r\n?/g, "\n");
  const definitions = {};
  let length = sliceLength;
  for (let from = 0; from < text.length; ) {
    const end = endOf(text, from, length);
    const lines = text.slice(from, end).split("\n");
    const tokens = parser.parse(text.slice(from, end), definitions);
    const last = tokens.findLastIndex(({ level, nesting }) => level === 0 && nesting >= 0);
    const lastLine = tokens[last]?.map?.[0] ?? 0;
    if (end < text.length && last === 0 && isLeaf(tokens[0]!)) {
      length *= 2;
      continue;
    }
    length = sliceLength;
    if (end < text.length && last > 0 && lastLine > 0) {
      yield { tokens: tokens.slice(0, last), lines };
      for (let line = 0; line < lastLine; line++) from += lines[line]!.length + 1;
    } else {
      yield { tokens, lines };
      from = end;
    }
  }
}
