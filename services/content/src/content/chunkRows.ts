import type { PoolClient } from "pg";
import { chunksOf } from "../chunking/pieces.ts";
import { type ContentKey, keyArrays } from "./rows.ts";
import type { RecordedText } from "./versionRows.ts";

/** A version that has no chunks yet. */
interface Unchunked {
  readonly tenant_id: string;
  readonly content_id: string;
  readonly version: number;
  readonly content: string | null;
}

/**
 * Brings the chunks of these contents up to date: those of the newest and of the published version are there, no other's, in one transaction
 * with the versions themselves. `texts` may have come after their version was chunked without them: such a version is chunked again.
 */
export const replaceChunks = async (
  client: PoolClient,
  keys: ReadonlyArray<ContentKey>,
  texts: ReadonlyArray<RecordedText>,
): Promise<void> => {
  if (keys.length === 0) return;
  const ids = keyArrays(keys);
  await client.query(
    `DELETE FROM content_chunks h USING unnest($1::uuid[], $2::uuid[]) AS k (t, c), content_library l
      WHERE h.tenant_id = k.t AND h.content_id = k.c AND l.tenant_id = k.t AND l.content_id = k.c
        AND h.version <> l.version AND h.version IS DISTINCT FROM l.published_version`,
    ids,
  );
  if (texts.length > 0)
    await client.query(
      `DELETE FROM content_chunks h USING unnest($1::uuid[], $2::uuid[], $3::int[]) AS k (t, c, v)
        WHERE h.tenant_id = k.t AND h.content_id = k.c AND h.version = k.v`,
      [texts.map((e) => e.tenantId), texts.map((e) => e.data.contentId), texts.map((e) => e.data.version)],
    );
  const { rows } = await client.query<Unchunked>(
    `SELECT v.tenant_id, v.content_id, v.version, v.content FROM unnest($1::uuid[], $2::uuid[]) AS k (t, c)
       JOIN content_library l ON l.tenant_id = k.t AND l.content_id = k.c
       JOIN content_versions v ON v.tenant_id = k.t AND v.content_id = k.c AND (v.version = l.version OR v.version = l.published_version)
      WHERE NOT EXISTS (SELECT FROM content_chunks h WHERE h.tenant_id = v.tenant_id AND h.content_id = v.content_id AND h.version = v.version)`,
    ids,
  );
  const chunks = rows.flatMap((row) => chunksOf(row.content ?? "").map((text, chunk) => ({ row, chunk, text })));
  if (chunks.length === 0) return;
  await client.query(
    `INSERT INTO content_chunks (tenant_id, content_id, version, chunk, language, content, search)
      SELECT k.t, k.c, k.version, k.chunk, v.language, k.text,
        CASE WHEN k.chunk = 0 THEN content_search(v.language, v.title, v.metadata, k.text) ELSE setweight(to_tsvector(content_config(v.language), searchable(k.text)), 'C') END
        FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::text[]) AS k (t, c, version, chunk, text)
        JOIN content_versions v ON v.tenant_id = k.t AND v.content_id = k.c AND v.version = k.version`,
    [
      chunks.map((h) => h.row.tenant_id),
      chunks.map((h) => h.row.content_id),
      chunks.map((h) => h.row.version),
      chunks.map((h) => h.chunk),
      chunks.map((h) => h.text),
    ],
  );
};
