import type { RecordedEvent } from "@marketing/shared/base/event";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { wantedTables, wantVectors } from "@marketing/shared/vectors/wanted";
import type { PoolClient } from "pg";
import { contentStream, textStream } from "../content/contentEvents.ts";
import { chunksOfEntry, type Entry, entryOfContent, entryOfDocument, wantedOf } from "./entry.ts";
import { deleteEntries, type Key, loadChunks, loadEntries, replaceEntryChunks, upsertEntries } from "./entryRows.ts";
import { documentTextStream } from "./knowledgeEvents.ts";

/** Where an entity stands in a batch. */
interface Standing extends Key {
  entry: Entry | null;
  /** Of the last event that said something about it; 0 = none did. */
  position: number;
  newText: boolean;
}
type Standings = Map<string, Standing>;
type Reader = Pick<EventLog, "readStreamAll">;

/** Bytes of text that are cut up at once. */
const slice = 16 * 1024 * 1024;

export const knowledgeViewName = "marketing_knowledge";

/**
 * `knowledge_entries`, `knowledge_chunks` and what the vector index has to hold, of documents and of published versions. A text is read from
 * the log when its version is put or published: it stands there for good, before the event that makes it known, so the fold stays what it was.
 */
export const knowledgeView = (log: Reader): PostgresView => ({
  kind: "postgres",
  name: knowledgeViewName,
  version: 1,
  tables: ["knowledge_entries", "knowledge_chunks", ...wantedTables],
  types: new Set([
    "document_put",
    "document_deleted",
    "content_published",
    "content_unpublished",
    "content_archived",
    "campaign_assigned",
    "campaign_purged",
  ]),
  batchSize: 50,
  async apply(client, events) {
    const standings = await loadStandings(client, events);
    const histories = await readHistories(log, events);
    for (const event of events) fold(standings, event, histories);
    const changed = [...standings.values()].filter((s) => s.position > 0);
    const gone = changed.filter((s) => s.entry === null);
    await deleteEntries(client, gone);
    await wantVectors(
      client,
      gone.map((s) => wantedOf(s.tenantId, s.entityId, s.position, null, [])),
    );
    await rewrite(
      client,
      changed.filter((s) => s.entry !== null && !s.newText),
    );
    for (const part of slicesOf(changed.filter((s) => s.entry !== null && s.newText))) await write(client, log, part);
  },
});

const keyOf = (tenantId: string, entityId: string): string => `${tenantId}${entityId}`;
const entityOf = (e: RecordedEvent): string | null => (e.type === "campaign_purged" ? null : (e.data.contentId ?? e.data.documentId));

const loadStandings = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<Standings> => {
  const keys = new Map<string, Standing>();
  for (const e of events) {
    const entityId = entityOf(e);
    if (entityId !== null)
      keys.set(keyOf(e.tenantId, entityId), { tenantId: e.tenantId, entityId, entry: null, position: 0, newText: false });
  }
  const purged = events
    .filter((e) => e.type === "campaign_purged")
    .map((e) => ({ tenantId: e.tenantId, campaignId: e.data.campaignId as string }));
  for (const { tenantId, entityId, ...entry } of await loadEntries(client, [...keys.values()], purged))
    keys.set(keyOf(tenantId, entityId), { tenantId, entityId, entry, position: 0, newText: false });
  return keys;
};

/** The streams of the contents that are published here. */
const readHistories = async (log: Reader, events: ReadonlyArray<RecordedEvent>): Promise<Map<string, RecordedEvent[]>> => {
  const published = new Map(
    events.filter((e) => e.type === "content_published").map((e) => [keyOf(e.tenantId, e.data.contentId), e] as const),
  );
  return new Map(
    await Promise.all(
      [...published].map(async ([key, e]) => [key, await log.readStreamAll(e.tenantId, contentStream(e.data.contentId))] as const),
    ),
  );
};

const fold = (standings: Standings, e: RecordedEvent, histories: Map<string, RecordedEvent[]>): void => {
  if (e.type === "campaign_purged") {
    for (const s of standings.values())
      if (s.tenantId === e.tenantId && s.entry?.campaignId === e.data.campaignId) {
        s.entry = { ...s.entry!, campaignId: null };
        s.position = e.position;
      }
    return;
  }
  const key = keyOf(e.tenantId, entityOf(e)!);
  const s = standings.get(key)!;
  if (e.type === "campaign_assigned") {
    if (s.entry === null) return;
    s.entry = { ...s.entry, campaignId: e.data.campaignId, streamVersion: e.version };
  } else if (e.type === "document_put") {
    s.entry = entryOfDocument(e as never, s.entry?.createdAt ?? e.data.at);
    s.newText = true;
  } else if (e.type === "content_published") {
    s.entry = entryOfContent(e as never, histories.get(key)!);
    s.newText = true;
  } else s.entry = null;
  s.position = e.position;
};

/** Their texts are as they were. */
const rewrite = async (client: PoolClient, standings: ReadonlyArray<Standing>): Promise<void> => {
  if (standings.length === 0) return;
  const chunks = Map.groupBy(await loadChunks(client, standings), (h) => keyOf(h.tenantId, h.entityId));
  const written = standings.map((s) => ({ ...s, entry: s.entry!, chunks: chunks.get(keyOf(s.tenantId, s.entityId)) ?? [] }));
  await upsertEntries(client, written);
  await wantVectors(
    client,
    written.map((w) => wantedOf(w.tenantId, w.entityId, w.position, w.entry, w.chunks)),
  );
};

const write = async (client: PoolClient, log: Reader, standings: ReadonlyArray<Standing>): Promise<void> => {
  const written = await Promise.all(
    standings.map(async ({ tenantId, entityId, position, entry }) => {
      const { format, chunks } = chunksOfEntry(entry!, await readText(log, tenantId, entityId, entry!));
      return { tenantId, entityId, position, entry: { ...entry!, format }, chunks };
    }),
  );
  await upsertEntries(client, written);
  await replaceEntryChunks(client, written);
  await wantVectors(
    client,
    written.map((w) => wantedOf(w.tenantId, w.entityId, w.position, w.entry, w.chunks)),
  );
};

export const readText = async (
  log: Reader,
  tenantId: string,
  entityId: string,
  { kind, textVersion }: Pick<Entry, "kind" | "textVersion">,
): Promise<string> => {
  if (textVersion === null) return "";
  const stream = kind === "document" ? documentTextStream(entityId, textVersion) : textStream(entityId, textVersion);
  const [written] = await log.readStreamAll(tenantId, stream);
  if (!written) throw new TypeError(`stream ${stream} has no text`);
  return written.data.text as string;
};

const slicesOf = (standings: ReadonlyArray<Standing>): ReadonlyArray<ReadonlyArray<Standing>> => {
  const slices: Standing[][] = [];
  let size = slice;
  for (const s of standings) {
    size += s.entry!.sizeBytes;
    if (size > slice) {
      slices.push([]);
      size = s.entry!.sizeBytes;
    }
    slices.at(-1)!.push(s);
  }
  return slices;
};
