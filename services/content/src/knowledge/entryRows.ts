import type { PoolClient } from "pg";
import type { Chunk } from "../chunking/chunk.ts";
import { exactTokensOf } from "../search/exactTokens.ts";
import type { Entry } from "./entry.ts";

export interface Key {
  readonly tenantId: string;
  readonly entityId: string;
}
const arrays = (keys: ReadonlyArray<Key>) => [keys.map((k) => k.tenantId), keys.map((k) => k.entityId)];

const entryColumns = `kind, version, title, uri, source, category, tags, about, format, language, content_type AS "contentType", campaign_id AS "campaignId",
  text_version AS "textVersion", text_hash AS "textHash", size_bytes AS "sizeBytes", stream_version AS "streamVersion",
  (extract(epoch FROM last_updated) * 1000)::float8 AS "lastUpdated", (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt",
  (extract(epoch FROM updated_at) * 1000)::float8 AS "updatedAt"`;

/** The entries of these keys, and those of these campaigns. */
export const loadEntries = async (
  client: PoolClient,
  keys: ReadonlyArray<Key>,
  campaigns: ReadonlyArray<{ readonly tenantId: string; readonly campaignId: string }>,
): Promise<ReadonlyArray<Entry & Key>> => {
  const { rows } = await client.query<Entry & Key>(
    `SELECT tenant_id AS "tenantId", entity_id AS "entityId", ${entryColumns} FROM knowledge_entries
      WHERE (tenant_id, entity_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
         OR (campaign_id IS NOT NULL AND (tenant_id, campaign_id) IN (SELECT * FROM unnest($3::uuid[], $4::uuid[])))`,
    [...arrays(keys), campaigns.map((c) => c.tenantId), campaigns.map((c) => c.campaignId)],
  );
  return rows;
};

/** Entries and their chunks are gone. */
export const deleteEntries = async (client: PoolClient, keys: ReadonlyArray<Key>): Promise<void> => {
  if (keys.length === 0) return;
  await client.query(
    `WITH gone AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS k (t, e)),
      chunks AS (DELETE FROM knowledge_chunks h USING gone WHERE h.tenant_id = gone.t AND h.entity_id = gone.e)
     DELETE FROM knowledge_entries h USING gone WHERE h.tenant_id = gone.t AND h.entity_id = gone.e`,
    arrays(keys),
  );
};

export interface Written extends Key {
  readonly entry: Entry;
  readonly chunks: ReadonlyArray<Pick<Chunk, "headings" | "text">>;
}

const iso = (ms: number): string => new Date(ms).toISOString();

export const upsertEntries = async (client: PoolClient, written: ReadonlyArray<Written>): Promise<void> => {
  if (written.length === 0) return;
  const of = <A>(pick: (entry: Entry) => A): A[] => written.map((w) => pick(w.entry));
  await client.query(
    `INSERT INTO knowledge_entries (tenant_id, entity_id, kind, version, title, uri, source, category, tags, about, format, language, content_type, campaign_id, text_version,
        text_hash, size_bytes, chunks, last_updated, created_at, updated_at, stream_version)
      SELECT t, e, kind, version, title, uri, source, category, ARRAY(SELECT jsonb_array_elements_text(tags)), about, format, language, content_type, campaign_id, text_version,
        text_hash, size_bytes, chunks, last_updated, created_at, updated_at, stream_version
        FROM unnest($1::uuid[], $2::uuid[], $3::varchar[], $4::int[], $5::varchar[], $6::varchar[], $7::varchar[], $8::varchar[], $9::jsonb[], $10::text[], $11::varchar[], $12::varchar[],
          $13::varchar[], $14::uuid[], $15::int[], $16::text[], $17::int[], $18::int[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[], $22::bigint[])
          AS k (t, e, kind, version, title, uri, source, category, tags, about, format, language, content_type, campaign_id, text_version, text_hash, size_bytes, chunks, last_updated, created_at, updated_at, stream_version)
      ON CONFLICT (tenant_id, entity_id) DO UPDATE SET version = excluded.version, title = excluded.title, uri = excluded.uri, source = excluded.source,
        category = excluded.category, tags = excluded.tags, about = excluded.about, format = excluded.format, language = excluded.language, campaign_id = excluded.campaign_id,
        text_version = excluded.text_version, text_hash = excluded.text_hash, size_bytes = excluded.size_bytes, chunks = excluded.chunks, last_updated = excluded.last_updated,
        created_at = excluded.created_at, updated_at = excluded.updated_at, stream_version = excluded.stream_version`,
    [
      ...arrays(written),
      of((e) => e.kind),
      of((e) => e.version),
      of((e) => e.title),
      of((e) => e.uri),
      of((e) => e.source),
      of((e) => e.category),
      of((e) => JSON.stringify(e.tags)),
      of((e) => e.about),
      of((e) => e.format),
      of((e) => e.language),
      of((e) => e.contentType),
      of((e) => e.campaignId),
      of((e) => e.textVersion),
      of((e) => e.textHash),
      of((e) => e.sizeBytes),
      written.map((w) => w.chunks.length),
      of((e) => iso(e.lastUpdated)),
      of((e) => iso(e.createdAt)),
      of((e) => iso(e.updatedAt)),
      of((e) => e.streamVersion),
    ],
  );
};

/** The chunks of these entries as they stand; a change that is not of the text keeps them. */
export const loadChunks = async (client: PoolClient, keys: ReadonlyArray<Key>) => {
  const { rows } = await client.query<Key & Pick<Chunk, "headings" | "text">>(
    `SELECT h.tenant_id AS "tenantId", h.entity_id AS "entityId", h.headings, h.text FROM unnest($1::uuid[], $2::uuid[]) AS k (t, e)
       JOIN knowledge_chunks h ON h.tenant_id = k.t AND h.entity_id = k.e ORDER BY h.tenant_id, h.entity_id, h.chunk`,
    arrays(keys),
  );
  return rows;
};

/** Takes the place of the chunks that these entries had. */
export const replaceEntryChunks = async (
  client: PoolClient,
  written: ReadonlyArray<Key & { readonly entry: Entry; readonly chunks: ReadonlyArray<Chunk> }>,
): Promise<void> => {
  if (written.length === 0) return;
  await client.query(
    "DELETE FROM knowledge_chunks h USING unnest($1::uuid[], $2::uuid[]) AS k (t, e) WHERE h.tenant_id = k.t AND h.entity_id = k.e",
    arrays(written),
  );
  const rows = written.flatMap((w) => w.chunks.map((chunk, n) => ({ w, chunk, n, first: n === 0 })));
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO knowledge_chunks (tenant_id, entity_id, chunk, headings, text, overlap, language, tokens, search)
      SELECT k.t, k.e, k.chunk, ARRAY(SELECT jsonb_array_elements_text(k.headings)), k.text, k.overlap, k.language, ARRAY(SELECT jsonb_array_elements_text(k.tokens)),
        setweight(to_tsvector(c, k.title), CASE WHEN k.chunk = 0 THEN 'A' ELSE 'D' END::"char")
          || setweight(to_tsvector(c, concat_ws(' ', (SELECT string_agg(h, ' ') FROM jsonb_array_elements_text(k.headings) h), CASE WHEN k.chunk = 0 THEN k.about END)), 'B')
          || setweight(to_tsvector(c, k.text), 'C')
        FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::jsonb[], $5::text[], $6::int[], $7::varchar[], $8::jsonb[], $9::text[], $10::text[])
          AS k (t, e, chunk, headings, text, overlap, language, tokens, title, about), LATERAL content_config(k.language) c`,
    [
      rows.map((r) => r.w.tenantId),
      rows.map((r) => r.w.entityId),
      rows.map((r) => r.n),
      rows.map((r) => JSON.stringify(r.chunk.headings)),
      rows.map((r) => r.chunk.text),
      rows.map((r) => r.chunk.overlap),
      rows.map((r) => r.w.entry.language),
      rows.map((r) =>
        JSON.stringify(
          exactTokensOf([r.w.entry.title ?? "", ...r.chunk.headings, r.chunk.text, r.first ? r.w.entry.about : ""].join("\n")),
        ),
      ),
      rows.map((r) => r.w.entry.title ?? ""),
      rows.map((r) => r.w.entry.about),
    ],
  );
};
