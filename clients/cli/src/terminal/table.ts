import { stripVTControlCharacters } from "node:util";
import { printable } from "./printable.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Longer values are cut, with an ellipsis. */
  readonly max?: number;
}

type Cell = string | number | boolean | null | undefined;

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns a text takes on a terminal. */
export const widthOf = (text: string): number => {
  const plain = stripVTControlCharacters(text);
  if (/^[\x20-\x7e]*$/.test(plain)) return plain.length;
  let width = 0;
  for (const { segment } of segmenter.segment(plain)) width += wide.test(segment) ? 2 : 1;
  return width;
};

const cut = (text: string, max: number): string => {
  if (widthOf(text) <= max) return text;
  let kept = "";
  for (const { segment } of segmenter.segment(text)) {
    if (widthOf(kept + segment) > max - 1) break;
    kept += segment;
  }
  return `${kept}…`;
};

export const grouped = (n: number | bigint | string): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

const textOf = (cell: Cell): string => {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return Number.isInteger(cell) ? grouped(cell) : String(cell);
  return typeof cell === "boolean" ? (cell ? "yes" : "no") : printable(cell);
};

/** Aligned text: numbers to the right, a rule under the titles, no borders. */
export const table = (columns: ReadonlyArray<Column>, rows: ReadonlyArray<ReadonlyArray<Cell>>): string => {
  const cells = rows.map((row) => columns.map(({ max }, i) => cut(textOf(row[i]), max ?? 200)));
  const right = columns.map(({ align }, i) =>
    align === undefined ? rows.length > 0 && rows.every((row) => typeof row[i] === "number" || row[i] === null) : align === "right",
  );
  const widths = columns.map(({ title }, i) => Math.max(widthOf(title), ...cells.map((row) => widthOf(row[i]!)), 0));
  const line = (values: ReadonlyArray<string>) =>
    values
      .map((value, i) => {
        const space = " ".repeat(widths[i]! - widthOf(value));
        return right[i] ? space + value : value + space;
      })
      .join("  ")
      .trimEnd();
  const titled = columns.some(({ title }) => title !== "");
  return [
    ...(titled ? [line(columns.map(({ title }) => title)), widths.map((width) => "─".repeat(width)).join("  ")] : []),
    ...cells.map(line),
  ].join("\n");
};

/** Names and values in two columns. */
export const pairs = (entries: ReadonlyArray<readonly [string, Cell]>): string =>
  table([{ title: "" }, { title: "", align: "left" }], entries);

/** Eighths of a block, `width` characters at `share` 1. */
export const bar = (share: number, width: number): string => {
  const eighths = Math.max(0, Math.min(width * 8, Math.round(share * width * 8)));
  const part = eighths % 8;
  return "█".repeat((eighths - part) / 8) + (part === 0 ? "" : String.fromCodePoint(0x2590 - part));
};
