import type { PoolClient } from "pg";
import { chunksOf } from "./chunks.ts";
import type { Key } from "./contentRow.ts";

interface Missing {
  readonly tenant_id: string;
  readonly content_id: string;
  readonly version: number;
  readonly content: string | null;
}

/**
 * The chunks of these contents as they have to be: of the newest and of the published version, no other's. Old and new change places in one
 * transaction with the versions themselves.
 */
export const replaceChunks = async (client: PoolClient, keys: ReadonlyArray<Key>): Promise<void> => {
  if (keys.length === 0) return;
  const ids = [keys.map((k) => k.tenantId), keys.map((k) => k.contentId)];
  await client.query(
    `DELETE FROM content_chunks h USING unnest($1::uuid[], $2::uuid[]) AS k (t, c), content_library l
      WHERE h.tenant_id = k.t AND h.content_id = k.c AND l.tenant_id = k.t AND l.content_id = k.c
        AND (h.version = l.version OR h.version IS DISTINCT FROM l.published_version)`,
    ids,
  );
  const { rows } = await client.query<Missing>(
    `SELECT v.tenant_id, v.content_id, v.version, v.content FROM unnest($1::uuid[], $2::uuid[]) AS k (t, c)
       JOIN content_library l ON l.tenant_id = k.t AND l.content_id = k.c
       JOIN content_versions v ON v.tenant_id = k.t AND v.content_id = k.c AND v.version = l.version`,
    ids,
  );
  const chunks = rows.flatMap((row) => chunksOf(row.content ?? "").map((text, chunk) => ({ row, chunk, text })));
  await client.query(
    `INSERT INTO content_chunks (tenant_id, content_id, version, chunk, language, content, search)
      SELECT k.t, k.c, k.version, k.chunk, v.language, k.text,
        CASE WHEN k.chunk = 0 THEN content_search(v.language, v.title, v.metadata, k.text) ELSE content_search(v.language, NULL, NULL, k.text) END
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
