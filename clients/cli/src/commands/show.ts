import type { JsonObject } from "@bufbuild/protobuf";
import { type Asked, listAll } from "@marketing/client/paging";
import { wholeOf } from "../args.ts";
import type { CommandContext } from "../command.ts";
import type { Column } from "../terminal/table.ts";

type Cell = string | number | boolean | null | undefined;

/** How one kind of thing is printed in a list, and as JSON. */
export interface Listed<T> {
  readonly columns: ReadonlyArray<Column>;
  readonly row: (item: T) => ReadonlyArray<Cell>;
  /** Field names as in the contracts: snake_case. */
  readonly plain: (item: T) => JsonObject;
  /** "no campaigns"; absent, an empty table says so. */
  readonly none?: string;
}

/** How it is printed alone, too. */
export interface Shown<T> extends Listed<T> {
  readonly detail: (item: T) => ReadonlyArray<readonly [string, Cell]>;
}

export const printList = async <T>(
  { out, signal }: CommandContext,
  { columns, row, plain, none }: Listed<T>,
  items: AsyncIterable<T> | Iterable<T>,
): Promise<void> => {
  const rows: Array<ReadonlyArray<Cell>> = [];
  for await (const item of items) {
    out.object(plain(item));
    if (!out.json) rows.push(row(item));
    if (signal.aborted) break;
  }
  if (rows.length > 0 || none === undefined) out.table(columns, rows);
  else out.say(none);
};

/** Of a paged list the first --limit (default 100). `field` is where an answer has its items. */
export const printPages = <Req extends object, Field extends string, T>(
  context: CommandContext,
  listed: Listed<T>,
  list: (request: Req) => Promise<{ readonly nextPageToken: string } & { readonly [Key in Field]: ReadonlyArray<T> }>,
  request: Asked<Req>,
  field: Field,
): Promise<void> => {
  const limit = wholeOf(context.values, "limit", 100, 1, 1_000_000);
  return printList(context, listed, listAll(list, request, field, { limit }) as AsyncIterable<T>);
};

export const printOne = <T>({ out }: CommandContext, shown: Shown<T>, item: T, more: JsonObject = {}): void => {
  out.object({ ...shown.plain(item), ...more });
  out.pairs(shown.detail(item).filter(([, cell]) => cell !== null && cell !== undefined && cell !== ""));
};

/** JSON on one line, for a cell. */
export const oneLine = (value: unknown): string | null =>
  value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0) ? null : JSON.stringify(value);

/** Of a search by meaning that gave nothing because nothing is more similar than chance makes it; else null. */
export const nothingSimilar = (answer: { emptyReason: string; bestSimilarity: number; minSimilarity: number }): string | null =>
  answer.emptyReason === ""
    ? null
    : `nothing is similar enough: the best has ${answer.bestSimilarity.toFixed(3)}, and ${answer.minSimilarity.toFixed(3)} is reached by chance (--min-score 0 shows it)`;
