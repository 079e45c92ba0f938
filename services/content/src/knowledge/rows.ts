import { isoTime } from "@marketing/shared/base/isoTime";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { PoolClient } from "pg";
import type { Chunk } from "../chunking/chunk.ts";
import type { ReadChunk } from "../chunking/readText.ts";
import { exactTokensOf } from "../search/exactTokens.ts";
import type { Entry } from "./entry.ts";

export interface EntryKey {
  readonly tenantId: string;
  readonly entityId: string;
}
const keyArrays = (keys: ReadonlyArray<EntryKey>) => [keys.map((k) => k.tenantId), keys.map((k) => k.entityId)];

const entryColumns = `kind, version, title, uri, source, category, tags, about, format, language, content_type AS "contentType", campaign_id AS "campaignId",
  text_version AS "textVersion", text_hash AS "textHash", size_bytes AS "sizeBytes", stream_version AS "streamVersion",
  (extract(epoch FROM last_updated) * 1000)::float8 AS "lastUpdated", (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt",
  (extract(epoch FROM updated_at) * 1000)::float8 AS "updatedAt"`;

/** The entries of these keys, and those of these campaigns. */
export const loadEntries = async (
  client: PoolClient,
  keys: ReadonlyArray<EntryKey>,
  campaigns: ReadonlyArray<{ readonly tenantId: string; readonly campaignId: string }>,
): Promise<ReadonlyArray<Entry & EntryKey>> => {
  const { rows } = await client.query<Entry & EntryKey>(
    `SELECT tenant_id AS "tenantId", entity_id AS "entityId", ${entryColumns} FROM knowledge_entries
      WHERE (tenant_id, entity_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
         OR (campaign_id IS NOT NULL AND (tenant_id, campaign_id) IN (SELECT * FROM unnest($3::uuid[], $4::uuid[])))`,
    [...keyArrays(keys), campaigns.map((c) => c.tenantId), campaigns.map((c) => c.campaignId)],
  );
  return rows;
};

/** Deletes entries and their chunks. */
export const deleteEntries = async (client: PoolClient, keys: ReadonlyArray<EntryKey>): Promise<void> => {
  if (keys.length === 0) return;
  await client.query(
    `WITH gone AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS k (t, e)),
      chunks AS (DELETE FROM knowledge_chunks h USING gone WHERE h.tenant_id = gone.t AND h.entity_id = gone.e)
     DELETE FROM knowledge_entries h USING gone WHERE h.tenant_id = gone.t AND h.entity_id = gone.e`,
    keyArrays(keys),
  );
};

export interface EntryRow extends EntryKey {
  readonly entry: Entry;
  readonly chunks: ReadonlyArray<Pick<Chunk, "headings" | "text">>;
}

export const entryTable = defineTable<EntryRow>({
  name: "knowledge_entries",
  key: {
    tenant_id: column("uuid", (r) => r.tenantId),
    entity_id: column("uuid", (r) => r.entityId),
  },
  columns: {
    kind: column("varchar", (r) => r.entry.kind, { once: true }),
    version: column("int", (r) => r.entry.version),
    title: column("varchar", (r) => r.entry.title),
    uri: column("varchar", (r) => r.entry.uri),
    source: column("varchar", (r) => r.entry.source),
    category: column("varchar", (r) => r.entry.category),
    tags: column("text[]", (r) => r.entry.tags),
    about: column("text", (r) => r.entry.about),
    format: column("varchar", (r) => r.entry.format),
    language: column("varchar", (r) => r.entry.language),
    content_type: column("varchar", (r) => r.entry.contentType, { once: true }),
    campaign_id: column("uuid", (r) => r.entry.campaignId),
    text_version: column("int", (r) => r.entry.textVersion),
    text_hash: column("text", (r) => r.entry.textHash),
    size_bytes: column("int", (r) => r.entry.sizeBytes),
    chunks: column("int", (r) => r.chunks.length),
    last_updated: column("timestamptz", (r) => isoTime(r.entry.lastUpdated)),
    created_at: column("timestamptz", (r) => isoTime(r.entry.createdAt)),
    updated_at: column("timestamptz", (r) => isoTime(r.entry.updatedAt)),
    stream_version: column("bigint", (r) => r.entry.streamVersion),
  },
});

/** The chunks that these entries have: a change that does not concern the text keeps them. */
export const loadChunks = async (client: PoolClient, keys: ReadonlyArray<EntryKey>) => {
  const { rows } = await client.query<EntryKey & Pick<Chunk, "headings" | "text">>(
    `SELECT h.tenant_id AS "tenantId", h.entity_id AS "entityId", h.headings, h.text FROM unnest($1::uuid[], $2::uuid[]) AS k (t, e)
       JOIN knowledge_chunks h ON h.tenant_id = k.t AND h.entity_id = k.e ORDER BY h.tenant_id, h.entity_id, h.chunk`,
    keyArrays(keys),
  );
  return rows;
};

/** The exact tokens by which a chunk is found: the title's, its own, and those of the keywords. */
const tokensOf = ({ title, about }: Entry, { tokens }: ReadChunk, chunk: number): ReadonlyArray<string> => [
  ...new Set([...exactTokensOf(title ?? ""), ...tokens, ...(chunk === 0 ? exactTokensOf(about) : [])]),
];

/** Deletes the chunks that these entries had, and inserts those that they have now. */
export const replaceEntryChunks = async (
  client: PoolClient,
  entries: ReadonlyArray<EntryKey & { readonly entry: Entry; readonly chunks: ReadonlyArray<ReadChunk> }>,
): Promise<void> => {
  if (entries.length === 0) return;
  await client.query(
    "DELETE FROM knowledge_chunks h USING unnest($1::uuid[], $2::uuid[]) AS k (t, e) WHERE h.tenant_id = k.t AND h.entity_id = k.e",
    keyArrays(entries),
  );
  const rows = entries.flatMap(({ chunks, ...key }) => chunks.map((chunk, n) => ({ ...key, chunk, n })));
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO knowledge_chunks (tenant_id, entity_id, chunk, headings, text, overlap, language, tokens, search)
      SELECT k.t, k.e, k.chunk, ARRAY(SELECT jsonb_array_elements_text(k.headings)), k.text, k.overlap, k.language, ARRAY(SELECT jsonb_array_elements_text(k.tokens)),
        setweight(to_tsvector(c, searchable(k.title)), CASE WHEN k.chunk = 0 THEN 'A' ELSE 'D' END::"char")
          || setweight(to_tsvector(c, searchable(concat_ws(' ', (SELECT string_agg(h, ' ') FROM jsonb_array_elements_text(k.headings) h), CASE WHEN k.chunk = 0 THEN k.about END))), 'B')
          || setweight(to_tsvector(c, searchable(k.text)), 'C')
        FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::jsonb[], $5::text[], $6::int[], $7::varchar[], $8::jsonb[], $9::text[], $10::text[])
          AS k (t, e, chunk, headings, text, overlap, language, tokens, title, about), LATERAL content_config(k.language) c`,
    [
      rows.map((r) => r.tenantId),
      rows.map((r) => r.entityId),
      rows.map((r) => r.n),
      rows.map((r) => JSON.stringify(r.chunk.headings)),
      rows.map((r) => r.chunk.text),
      rows.map((r) => r.chunk.overlap),
      rows.map((r) => r.entry.language),
      rows.map((r) => JSON.stringify(tokensOf(r.entry, r.chunk, r.n))),
      rows.map((r) => r.entry.title ?? ""),
      rows.map((r) => r.entry.about),
    ],
  );
};
