/** A piece of structure of a text, in reading order. */
export type Block =
  /** 1 = the outermost. */
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** An item, a row, a line of code each line. Where `head` is set, it is the table's first line, wanted again above each of its pieces. */
  | { readonly kind: "list" | "table" | "code"; readonly text: string; readonly head?: string };

export type Format = "text" | "markdown" | "html";

/** Runs of space as one, as HTML shows them. */
export const squeezed = (text: string): string => text.replace(/[ \t\n\r\f\u00a0]+/g, " ").trim();

export const paragraph = (text: string): ReadonlyArray<Block> => (text === "" ? [] : [{ kind: "paragraph", text }]);

/** Paragraphs of a plain text: what is between empty lines. */
export const textBlocks = (text: string): ReadonlyArray<Block> =>
  text.split(/\r?\n(?:[ \t]*\r?\n)+/).flatMap((part) => paragraph(part.replace(/^\s*\n/, "").trimEnd()));
