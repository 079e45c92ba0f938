import { createHash } from "node:crypto";
import { AppendError } from "@marketing/shared/base/appendError";
import { failedPrecondition } from "@marketing/shared/base/errors";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { appendIdOf, uuidv5 } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { normaliseEmail } from "../lead/contact.ts";
import { captureLead } from "../lead/leadCommands.ts";
import type { Caller, Outcome } from "../lead/runCommand.ts";
import { type Row, type RowProblem, readRow } from "./mapping.ts";

export interface Counts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly ignored: number;
  readonly duplicates: number;
  readonly failed: number;
}
export interface RowError extends RowProblem {
  /** Of the page, from 1. */
  readonly row: number;
}
/** Event `import_page_taken` of the stream `import-<uuid>`: written when all rows of the page are done. */
export interface PageTaken {
  readonly importId: string;
  readonly page: number;
  readonly fingerprint: string;
  readonly counts: Counts;
  readonly errors: ReadonlyArray<RowError>;
  readonly final: boolean;
  readonly at: number;
  /** Short hashes of the addresses taken, to know them again in later pages. */
  readonly addresses: ReadonlyArray<string>;
}
export interface Page {
  readonly importId: string;
  readonly page: number;
  readonly header: ReadonlyArray<string>;
  readonly plan: ReadonlyArray<string | null>;
  readonly records: ReadonlyArray<ReadonlyArray<string>>;
  readonly defaultSource: string | null;
  readonly onExisting: "fill" | "overwrite" | "ignore";
  readonly final: boolean;
  readonly at: number;
}

const keptErrors = 1_000;
const atOnce = 16;

export const noCounts: Counts = { rows: 0, created: 0, updated: 0, ignored: 0, duplicates: 0, failed: 0 };
export const addCounts = (a: Counts, b: Counts): Counts => ({
  rows: a.rows + b.rows,
  created: a.created + b.created,
  updated: a.updated + b.updated,
  ignored: a.ignored + b.ignored,
  duplicates: a.duplicates + b.duplicates,
  failed: a.failed + b.failed,
});

const streamOf = (tenantId: string, importId: string): string => `import-${uuidv5(`import:${importId}`, tenantId)}`;

/** Every page of an import that was taken, in the order of taking. */
export const pagesOf = (log: EventLog, tenantId: string, importId: string): Promise<RecordedEvent<string, PageTaken>[]> =>
  log.readStreamAll(tenantId, streamOf(tenantId, importId)) as Promise<RecordedEvent<string, PageTaken>[]>;

const fingerprintOf = ({ header, plan, records, defaultSource, onExisting }: Page): string =>
  createHash("sha256")
    .update(JSON.stringify([header, plan, records, defaultSource, onExisting]))
    .digest("hex");

type Verdict = "created" | "updated" | "ignored" | "duplicates";

/** A row under its own receipt: taken before a crash, it says the same again. */
const takeRow = async (caller: Caller, p: Page, number: number, row: Row): Promise<{ verdict: Verdict; position: number }> => {
  const { tenantId } = caller;
  const requestId = `${p.importId}:${p.page}:${number}`;
  const own = uuidv5(`import:${requestId}`, tenantId);
  const at = p.at;
  const outcome: Outcome & { deduplicated: boolean } = await captureLead({ ...caller, rpc: "ImportLeads", requestId }, own, {
    fields: row.fields,
    properties: row.properties,
    source: row.source ?? p.defaultSource,
    campaignId: row.campaignId,
    userId: null,
    linkedUserId: null,
    origin: "import",
    importId: p.importId,
    onExisting: p.onExisting,
    createdAt: row.createdAt ?? at,
    at,
  });
  const { position } = outcome;
  if (!outcome.deduplicated) return { verdict: "created", position };
  return { verdict: outcome.replayed || outcome.events.length > 0 ? "updated" : "ignored", position };
};

/** Enough of a hash to tell the addresses of one file apart; the address itself is not kept with the import. */
const addressKey = (email: string): string => createHash("sha256").update(normaliseEmail(email)).digest("base64url").slice(0, 12);

/** Takes a page, once. Throws FAILED_PRECONDITION when another content was taken under its number. */
export const importPage = async (caller: Caller, p: Page): Promise<{ page: PageTaken; position: number; replayed: boolean }> => {
  const { log, tenantId } = caller;
  const fingerprint = fingerprintOf(p);
  const taken = await pagesOf(log, tenantId, p.importId);
  const before = taken.find((e) => e.data.page === p.page);
  if (before) {
    if (before.data.fingerprint !== fingerprint)
      throw failedPrecondition("IMPORT_PAGE_CHANGED", "another content was taken under this page of the import", {
        import_id: p.importId,
        page: String(p.page),
      });
    return { page: before.data, position: before.position, replayed: true };
  }
  const seen = new Set(taken.flatMap((e) => e.data.addresses)); // the earlier row counts, in an earlier page too
  const addresses: string[] = [];
  const errors: RowError[] = [];
  const tally: Record<Verdict | "failed", number> = { created: 0, updated: 0, ignored: 0, duplicates: 0, failed: 0 };
  const work: Array<{ number: number; row: Row }> = [];
  for (const [i, record] of p.records.entries()) {
    const { row, problems } = readRow(p.header, p.plan, record);
    if (problems.length > 0) {
      tally.failed += 1;
      errors.push(...problems.map((problem) => ({ ...problem, row: i + 1 })));
      continue;
    }
    const key = row.fields.email === null ? null : addressKey(row.fields.email);
    if (key !== null && seen.has(key)) {
      tally.duplicates += 1;
      continue;
    }
    if (key !== null) {
      seen.add(key);
      addresses.push(key);
    }
    work.push({ number: i + 1, row });
  }
  let position = 0;
  const next = work[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let item = next.next(); !item.done; item = next.next()) {
      const { verdict, position: at } = await takeRow(caller, p, item.value.number, item.value.row);
      tally[verdict] += 1;
      position = Math.max(position, at);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, work.length) }, worker));
  const page: PageTaken = {
    importId: p.importId,
    page: p.page,
    fingerprint,
    counts: { rows: p.records.length, ...tally },
    errors: errors.slice(0, keptErrors),
    final: p.final,
    at: p.at,
    addresses,
  };
  return { page, replayed: false, position: Math.max(position, await recordPage(caller, page)) };
};

/** Two that took the same page at once took the same rows: the first one's word stands. */
const recordPage = async ({ log, tenantId, metadata }: Caller, page: PageTaken): Promise<number> => {
  for (;;) {
    const pages = await pagesOf(log, tenantId, page.importId);
    const rival = pages.find((e) => e.data.page === page.page);
    if (rival) return rival.position;
    try {
      const { position } = await log.append({
        tenantId,
        appendId: appendIdOf(tenantId, "ImportPage", `${page.importId}:${page.page}`),
        writes: [
          {
            streamId: streamOf(tenantId, page.importId),
            expected: pages.at(-1)?.version ?? 0,
            events: [{ type: "import_page_taken", data: page }],
          },
        ],
        metadata,
      });
      return position;
    } catch (error) {
      if (!(error instanceof AppendError) || error.reason !== "wrong_expected_version") throw error;
    }
  }
};
