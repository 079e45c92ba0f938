import { type Block, type Format, textBlocks } from "./block.ts";
import { htmlBlocks } from "./htmlBlocks.ts";
import { markdownBlocks } from "./markdownBlocks.ts";
import { maxLength, nextStart, type Piece, piecesOf } from "./pieces.ts";

/** A piece of a text that is found, embedded and shown by itself. */
export interface Chunk extends Piece {
  /** Headings above it, outermost first. */
  readonly headings: ReadonlyArray<string>;
}

/** A section shorter than this makes no chunk of its own: the next section is in the same chunk. */
const minSection = 600;
const maxHeading = 200;
const separator = "\n\n";

/** A block too long for a chunk: lines stay whole, and a table's head stands above each of its pieces. */
const partsOf = (block: Exclude<Block, { kind: "heading" }>): ReadonlyArray<Piece> => {
  if (block.text.length <= maxLength) return [{ text: block.text, overlap: 0 }];
  if (block.kind === "paragraph") return piecesOf(block.text);
  const head = block.head !== undefined && block.head.length < maxLength / 4 ? block.head : "";
  const lines = (head === "" ? block.text : block.text.slice(head.length + 1)).split("\n");
  const parts: Piece[] = [];
  let part = head;
  const push = (): void => {
    if (part !== head) parts.push({ text: part, overlap: head === "" || parts.length === 0 ? 0 : head.length + 1 });
    part = head;
  };
  for (const line of lines) {
    const longer = part === "" ? line : `${part}\n${line}`;
    if (longer.length <= maxLength) part = longer;
    else {
      push();
      if (line.length + head.length < maxLength) part = head === "" ? line : `${head}\n${line}`;
      else parts.push(...piecesOf(line));
    }
  }
  push();
  return parts;
};

/**
 * Chunks of at most about 2,000 characters, in order: blocks stay whole where they fit, a chunk begins at a heading where the section
 * before was long enough, and where it does not, it begins with up to 200 characters of the end of the one before.
 */
export const packed = (blocks: ReadonlyArray<Block>): ReadonlyArray<Chunk> => {
  const chunks: Chunk[] = [];
  let path: { readonly level: number; readonly text: string; shown: boolean }[] = [];
  let headings: ReadonlyArray<string> = [];
  let text = "";
  let before = 0;
  let prose = false;
  const flush = (): void => {
    if (text.length > before) chunks.push({ headings, text, overlap: before });
    text = "";
    before = 0;
  };
  const add = (more: string): void => {
    if (text === "") headings = path.map((h) => h.text);
    text = text === "" ? more : `${text}${separator}${more}`;
  };
  /** Headings that no chunk shows in its path become text, so that they are found. */
  const showHeadings = (leaving: typeof path): void => {
    const hidden = leaving.filter((h) => !h.shown).map((h) => h.text);
    for (const h of leaving) h.shown = true;
    if (hidden.length > 0) {
      const more = hidden.join(separator);
      if (text.length + more.length + 2 > maxLength) flush();
      add(more);
    }
  };
  for (const block of blocks) {
    if (block.kind === "heading") {
      const kept = path.filter((h) => h.level < block.level);
      showHeadings(path.filter((h) => h.level >= block.level));
      if (text.length - before >= minSection) flush();
      path = [...kept, { level: block.level, text: block.text.slice(0, maxHeading).toWellFormed(), shown: false }];
      if (block.text.length > maxHeading) {
        flush();
        for (const piece of piecesOf(block.text)) {
          add(piece.text);
          before = piece.overlap;
          flush();
        }
      }
      continue;
    }
    // a heading inside a chunk that began above it
    if (text !== "") showHeadings(path);
    for (const h of path) h.shown = true;
    const parts = partsOf(block);
    for (const part of parts) {
      if (text !== "" && (parts.length > 1 || text.length + separator.length + part.text.length > maxLength)) {
        const tail = prose && part.overlap === 0 && block.kind === "paragraph" ? text.slice(nextStart(text, before, text.length)) : "";
        flush();
        if (tail !== "" && tail.length + separator.length + part.text.length <= maxLength) {
          add(tail);
          before = tail.length;
        }
      }
      if (part.overlap > 0 && text === "") {
        add(part.text);
        before = part.overlap;
      } else add(part.text);
    }
    prose = block.kind === "paragraph";
  }
  showHeadings(path);
  flush();
  return chunks;
};

/** Any of the three reads a text without structure, or with a malformed one, and loses nothing of it. */
export const chunked = (text: string, format: Format): ReadonlyArray<Chunk> =>
  packed(format === "html" ? htmlBlocks(text) : format === "markdown" ? markdownBlocks(text) : textBlocks(text));

/** The format that a content's metadata declare for its text; null = they declare none. */
export const declaredFormat = ({ format }: Readonly<Record<string, unknown>>): Format | null =>
  format === "text" || format === "markdown" || format === "html" ? format : null;
