import { postgresView } from "@marketing/shared/subscription/typedView";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { wantedTables, wantVectors } from "@marketing/shared/vectors/wanted";
import type { PoolClient } from "pg";
import { type TextReader, textReader } from "../chunking/textReader.ts";
import { chunksOfEntry, type Entry } from "./entry.ts";
import { vectorsOf } from "./entryVectors.ts";
import { type FoldedEntry, fold, keyOf, knowledgeEvents, loadFoldedEntries, readHistories } from "./foldedEntries.ts";
import { deleteEntries, entryTable, loadChunks, replaceEntryChunks } from "./rows.ts";
import { readText, type StreamReader } from "./texts.ts";

type PresentEntry = FoldedEntry & { readonly entry: Entry };

/** Bytes of text that are chunked at once. */
const bytesAtOnce = 16 * 1024 * 1024;

/** The name of the view, for those who wait for it without making it. */
export const knowledge = { name: "marketing_knowledge" } as const;

/**
 * `knowledge_entries`, `knowledge_chunks` and what the vector index has to hold, of documents and of published versions. A text is read from
 * the log when its version is put or published: it stands there for good, before the event that refers to it, so the fold is deterministic.
 */
export const knowledgeView = (log: StreamReader, read: TextReader = textReader()): PostgresView =>
  postgresView({
    name: knowledge.name,
    version: 4,
    tables: ["knowledge_entries", "knowledge_chunks", ...wantedTables],
    events: knowledgeEvents,
    batchSize: 50,
    async apply(client, events) {
      const entries = await loadFoldedEntries(client, events);
      const histories = await readHistories(log, events);
      for (const event of events) fold(entries, event, histories);
      const changed = [...entries.values()].filter((e) => e.position > 0);
      const removed = changed.filter((e) => e.entry === null);
      const present = changed.filter((e): e is PresentEntry => e.entry !== null);
      await deleteEntries(client, removed);
      await wantVectors(
        client,
        removed.map((e) => vectorsOf(e, null, [])),
      );
      await writeWithOldText(
        client,
        present.filter((e) => !e.newText),
      );
      for (const part of partsOf(present.filter((e) => e.newText))) await writeWithNewText(client, log, read, part);
    },
  });

/** Entries whose texts, and so their chunks, are as they were. */
const writeWithOldText = async (client: PoolClient, entries: ReadonlyArray<PresentEntry>): Promise<void> => {
  if (entries.length === 0) return;
  const chunks = Map.groupBy(await loadChunks(client, entries), (c) => keyOf(c.tenantId, c.entityId));
  const rows = entries.map((e) => ({ ...e, chunks: chunks.get(keyOf(e.tenantId, e.entityId)) ?? [] }));
  await entryTable.upsert(client, rows);
  await wantVectors(
    client,
    rows.map((r) => vectorsOf(r, r.entry, r.chunks)),
  );
};

const writeWithNewText = async (
  client: PoolClient,
  log: StreamReader,
  read: TextReader,
  entries: ReadonlyArray<PresentEntry>,
): Promise<void> => {
  const rows = await Promise.all(
    entries.map(async ({ tenantId, entityId, position, entry }) => {
      const text = await read(await readText(log, tenantId, entityId, entry), entry.format);
      return { tenantId, entityId, position, entry: { ...entry, format: text.format }, chunks: chunksOfEntry(entry, text) };
    }),
  );
  await entryTable.upsert(client, rows);
  await replaceEntryChunks(client, rows);
  await wantVectors(
    client,
    rows.map((r) => vectorsOf(r, r.entry, r.chunks)),
  );
};

/** The entries in parts with about so much text as is chunked at once. */
const partsOf = (entries: ReadonlyArray<PresentEntry>): ReadonlyArray<ReadonlyArray<PresentEntry>> => {
  const parts: PresentEntry[][] = [];
  let bytes = bytesAtOnce;
  for (const e of entries) {
    bytes += e.entry.sizeBytes;
    if (bytes > bytesAtOnce) {
      parts.push([]);
      bytes = e.entry.sizeBytes;
    }
    parts.at(-1)!.push(e);
  }
  return parts;
};
