import type { JsonValue } from "@bufbuild/protobuf";
import { jsonLine, printable, printableLines } from "./printable.ts";
import { type Column, pairs, table } from "./table.ts";

type Cell = string | number | boolean | null | undefined;

/** What can be written as JSON: a bigint, as contracts have it for int64, cannot. */
export type Writable<T> = T extends bigint
  ? never
  : T extends JsonValue
    ? T
    : T extends object
      ? { readonly [Key in keyof T]: Writable<T[Key]> }
      : T;

/** Where a command prints. With --json standard output has JSON only, one object a line; what is said to people goes to standard error. */
export interface Output {
  readonly json: boolean;
  /** A sentence for people; nothing with --json. */
  readonly say: (text?: string) => void;
  readonly table: (columns: ReadonlyArray<Column>, rows: ReadonlyArray<ReadonlyArray<Cell>>) => void;
  readonly pairs: (entries: ReadonlyArray<readonly [string, Cell]>) => void;
  readonly heading: (text: string) => void;
  /** One JSON line; nothing without --json. */
  readonly object: <T>(value: T & Writable<T>) => void;
  readonly warn: (text: string) => void;
}

const bold = (text: string): string =>
  process.stdout.isTTY === true && process.env.NO_COLOR === undefined ? `\u001b[1m${text}\u001b[22m` : text;

export const makeOutput = (json: boolean, write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)): Output => ({
  json,
  say: (text = "") => {
    if (!json) write(printableLines(text));
  },
  table: (columns, rows) => {
    if (!json) write(table(columns, rows));
  },
  pairs: (entries) => {
    if (!json) write(pairs(entries));
  },
  heading: (text) => {
    if (!json) write(`\n${bold(printable(text))}`);
  },
  object: (value) => {
    if (json) write(jsonLine(value));
  },
  warn: (text) => process.stderr.write(`${printableLines(text)}\n`),
});
