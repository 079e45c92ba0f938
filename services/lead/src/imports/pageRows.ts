import { createHash } from "node:crypto";
import { normaliseEmail } from "@marketing/shared/base/email";
import type { DateOrder } from "./dates.ts";
import type { RowError } from "./events.ts";
import { type Reading, type Row, readRow } from "./readRow.ts";

/** One page of a file, as it was sent. */
export interface Page extends Reading {
  readonly importId: string;
  readonly page: number;
  readonly header: ReadonlyArray<string>;
  readonly mapping: ReadonlyArray<{ readonly column: string; readonly field: string }>;
  readonly records: ReadonlyArray<ReadonlyArray<string>>;
  /** What the request says of its dates; null = nothing. `dates` is how they are read. */
  readonly declared: { readonly dateOrder: DateOrder | null; readonly timeZone: string | null };
  readonly defaultSource: string | null;
  readonly onExisting: "fill" | "overwrite" | "ignore";
  readonly final: boolean;
  /** ms since 1970 */
  readonly at: number;
}

/** Equal where two requests say the same: what the names of columns mean may grow, and a tenant may move. */
export const fingerprintOf = ({ header, mapping, records, defaultSource, onExisting, declared }: Page): string =>
  createHash("sha256")
    .update(JSON.stringify([header, mapping, records, defaultSource, onExisting, declared]))
    .digest("hex");

/** Enough of a hash to tell the addresses of one file apart; the address itself is not kept with the import. */
const addressKey = (email: string): string => createHash("sha256").update(normaliseEmail(email)).digest("base64url").slice(0, 12);

export interface NumberedRow {
  /** Of the page, from 1. */
  readonly number: number;
  readonly row: Row;
}

export interface SortedRows {
  /** To be captured. */
  readonly rows: ReadonlyArray<NumberedRow>;
  readonly errors: ReadonlyArray<RowError>;
  readonly failed: number;
  readonly duplicates: number;
  /** Keys of the addresses in `rows`. */
  readonly addresses: ReadonlyArray<string>;
}

/** Which rows of a page are leads. An address counts where it stands first: in this page, or in an earlier one (`seen`). */
export const sortRows = ({ records, ...reading }: Pick<Page, "columns" | "dates" | "records">, seen: ReadonlySet<string>): SortedRows => {
  const rows: NumberedRow[] = [];
  const errors: RowError[] = [];
  const addresses = new Set<string>();
  let [failed, duplicates] = [0, 0];
  for (const [i, record] of records.entries()) {
    const number = i + 1;
    const { row, problems } = readRow(reading, record);
    if (problems.length > 0) {
      failed += 1;
      errors.push(...problems.map((problem) => ({ ...problem, row: number })));
      continue;
    }
    const key = row.fields.email === null ? null : addressKey(row.fields.email);
    if (key !== null && (seen.has(key) || addresses.has(key))) {
      duplicates += 1;
      continue;
    }
    if (key !== null) addresses.add(key);
    rows.push({ number, row });
  }
  return { rows, errors, failed, duplicates, addresses: [...addresses] };
};
