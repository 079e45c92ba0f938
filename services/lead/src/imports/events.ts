import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";

export interface Counts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly ignored: number;
  readonly duplicates: number;
  readonly failed: number;
}

export interface RowError {
  /** Of the page, from 1. */
  readonly row: number;
  readonly column: string;
  readonly field: string;
  readonly value: string;
  readonly message: string;
}

export interface TakenPage {
  readonly importId: string;
  readonly page: number;
  /** Of its content: another content under the same number is refused. */
  readonly fingerprint: string;
  readonly counts: Counts;
  readonly errors: ReadonlyArray<RowError>;
  readonly final: boolean;
  /** ms since 1970 */
  readonly at: number;
  /** Short hashes of the addresses taken, to know them again in later pages. */
  readonly addresses: ReadonlyArray<string>;
}

/** Stream `import-<uuid>`, written when all rows of the page are done. */
export const importEvents = defineEvents({ import_page_taken: event<TakenPage>({ version: 1 }) });
export type ImportEvent = EventOf<typeof importEvents>;
