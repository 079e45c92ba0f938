import { failedPrecondition } from "@marketing/shared/base/errors";
import { appendIdOf, uuidv5 } from "@marketing/shared/base/ids";
import { type Aggregate, type Loaded, load } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { executeOn } from "@marketing/shared/command/execute";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { captureLead } from "../lead/commands.ts";
import { importDecider, type RecordPage } from "./decide.ts";
import type { ImportEvent, RowError, TakenPage } from "./events.ts";
import { fingerprintOf, type NumberedRow, type Page, sortRows } from "./pageRows.ts";
import { type ImportState, pageNumbered } from "./state.ts";

/** Errors of a page that are kept. */
const keptErrors = 1_000;
/** All of them; where they are too many the first of each row, so that no row is refused in silence. */
export const keptOf = (errors: ReadonlyArray<RowError>): ReadonlyArray<RowError> =>
  (errors.length <= keptErrors ? errors : errors.filter(({ row }, i) => errors[i - 1]?.row !== row)).slice(0, keptErrors);
const atOnce = 16;

const importAggregate: Aggregate<ImportState, RecordPage, ImportEvent> = { category: "import", decider: importDecider };
const streamKey = (tenantId: string, importId: string): string => uuidv5(`import:${importId}`, tenantId);

/** An import as the log has it now; without pages where nobody has begun it. */
export const loadImport = (log: EventLog, tenantId: string, importId: string): Promise<Loaded<ImportState>> =>
  load(log, importAggregate, tenantId, streamKey(tenantId, importId));

type Verdict = "created" | "updated" | "ignored";

/** Takes a row under a receipt of its own: one that was taken before a crash answers the same again. */
const takeRow = async (caller: Caller, p: Page, { number, row }: NumberedRow): Promise<{ verdict: Verdict; position: number }> => {
  const { tenantId } = caller;
  const { importId, onExisting, at } = p;
  const requestId = `${importId}:${p.page}:${number}`;
  const newLeadId = uuidv5(`import:${requestId}`, tenantId);
  const captured = await captureLead({ ...caller, appendId: appendIdOf(tenantId, "ImportLeads", requestId) }, newLeadId, {
    fields: row.fields,
    properties: row.properties,
    source: row.source ?? p.defaultSource,
    campaignId: row.campaignId,
    userId: null,
    linkedUserId: null,
    origin: "import",
    importId,
    onExisting,
    createdAt: row.createdAt ?? at,
    at,
  });
  const { position } = captured;
  if (!captured.deduplicated) return { verdict: "created", position };
  return {
    verdict: captured.replayed || captured.events.some(({ type }) => type !== "lead_consent_stated") ? "updated" : "ignored",
    position,
  };
};

/** Takes rows, several at once. Returns how many became what, and the highest position of their events. */
const takeRows = async (caller: Caller, p: Page, rows: ReadonlyArray<NumberedRow>) => {
  const counts: Record<Verdict, number> = { created: 0, updated: 0, ignored: 0 };
  let position = 0;
  const next = rows[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let item = next.next(); !item.done; item = next.next()) {
      const taken = await takeRow(caller, p, item.value);
      counts[taken.verdict] += 1;
      position = Math.max(position, taken.position);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, rows.length) }, worker));
  return { counts, position };
};

/** Takes a page, once. Throws FAILED_PRECONDITION when another content was taken under its number. */
export const importPage = async (caller: Caller, p: Page): Promise<{ page: TakenPage; position: number; replayed: boolean }> => {
  const { log, tenantId } = caller;
  const { importId, page: number, final, at } = p;
  const fingerprint = fingerprintOf(p);
  const { state: pages } = await loadImport(log, tenantId, importId);
  const record = (page: TakenPage) =>
    executeOn(
      { ...caller, appendId: appendIdOf(tenantId, "ImportPage", `${importId}:${number}`) },
      importAggregate,
      streamKey(tenantId, importId),
      { type: "record_page", page },
    );
  const before = pageNumbered(pages, number);
  if (before && before.fingerprint !== fingerprint)
    throw failedPrecondition("IMPORT_PAGE_CHANGED", "another content was taken under this page of the import", {
      import_id: importId,
      page: String(number),
    });
  if (before) return { page: before, position: (await record(before)).position, replayed: true };
  const sorted = sortRows(p, new Set(pages.flatMap(({ addresses }) => addresses)));
  const { counts, position } = await takeRows(caller, p, sorted.rows);
  const page: TakenPage = {
    importId,
    page: number,
    fingerprint,
    counts: { rows: p.records.length, ...counts, duplicates: sorted.duplicates, failed: sorted.failed },
    errors: keptOf(sorted.errors),
    final,
    at,
    addresses: sorted.addresses,
  };
  return { page, replayed: false, position: Math.max(position, (await record(page)).position) };
};
