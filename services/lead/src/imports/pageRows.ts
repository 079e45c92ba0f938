import { createHash } from "node:crypto";
import { normaliseEmail } from "../lead/contact.ts";
import type { RowError } from "./events.ts";
import { type Row, readRow } from "./mapping.ts";

/** One page of a file, as it was sent. */
export interface Page {
  readonly importId: string;
  readonly page: number;
  readonly header: ReadonlyArray<string>;
  /** Where each column goes; null = left out. */
  readonly plan: ReadonlyArray<string | null>;
  readonly records: ReadonlyArray<ReadonlyArray<string>>;
  readonly defaultSource: string | null;
  readonly onExisting: "fill" | "overwrite" | "ignore";
  readonly final: boolean;
  /** ms since 1970 */
  readonly at: number;
}

/** Equal where two pages have the same content. */
export const fingerprintOf = ({ header, plan, records, defaultSource, onExisting }: Page): string =>
  createHash("sha256")
    .update(JSON.stringify([header, plan, records, defaultSource, onExisting]))
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
export const sortRows = ({ header, plan, records }: Page, seen: ReadonlySet<string>): SortedRows => {
  const rows: NumberedRow[] = [];
  const errors: RowError[] = [];
  const addresses = new Set<string>();
  let [failed, duplicates] = [0, 0];
  for (const [i, record] of records.entries()) {
    const number = i + 1;
    const { row, problems } = readRow(header, plan, record);
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
