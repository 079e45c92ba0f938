import type { CommandContext } from "../command.ts";
import type { Column } from "../terminal/table.ts";

type Cell = string | number | boolean | null | undefined;

/** How one kind of thing is printed: in a list, alone, and as JSON. */
export interface Shown<T> {
  readonly columns: ReadonlyArray<Column>;
  readonly row: (item: T) => ReadonlyArray<Cell>;
  readonly detail: (item: T) => ReadonlyArray<readonly [string, Cell]>;
  /** Field names as in the contracts: snake_case. */
  readonly plain: (item: T) => object;
  /** "no campaigns" */
  readonly none: string;
}

export const printList = async <T>({ out, signal }: CommandContext, shown: Shown<T>, items: AsyncIterable<T>): Promise<void> => {
  const rows: Array<ReadonlyArray<Cell>> = [];
  for await (const item of items) {
    out.object(shown.plain(item));
    if (!out.json) rows.push(shown.row(item));
    if (signal.aborted) break;
  }
  if (rows.length > 0) out.table(shown.columns, rows);
  else out.say(shown.none);
};

export const printOne = <T>({ out }: CommandContext, shown: Shown<T>, item: T, more: object = {}): void => {
  out.object({ ...shown.plain(item), ...more });
  out.pairs(shown.detail(item).filter(([, cell]) => cell !== null && cell !== undefined && cell !== ""));
};

/** JSON on one line, for a cell. */
export const oneLine = (value: unknown): string | null =>
  value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0) ? null : JSON.stringify(value);
