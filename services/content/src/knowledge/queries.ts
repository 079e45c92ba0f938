import type { PoolClient } from "pg";
import type { Category, DocumentFields, KnowledgeSource } from "./events.ts";

export interface DocumentRow {
  readonly entity_id: string;
  readonly version: number;
  readonly title: string | null;
  readonly uri: string | null;
  readonly source: KnowledgeSource;
  readonly category: Category;
  readonly tags: ReadonlyArray<string>;
  readonly format: DocumentFields["format"];
  readonly language: string;
  readonly text_version: number;
  readonly text_hash: string;
  readonly size_bytes: number;
  readonly chunks: number;
  readonly last_updated: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly stream_version: number;
}
const columns =
  "entity_id, version, title, uri, source, category, tags, format, language, text_version, text_hash, size_bytes, chunks, last_updated, created_at, updated_at, stream_version";

export const findDocument = async (client: PoolClient, tenantId: string, documentId: string): Promise<DocumentRow | null> => {
  const { rows } = await client.query<DocumentRow>({
    name: "find_document",
    text: `SELECT ${columns} FROM knowledge_entries WHERE tenant_id = $1 AND entity_id = $2 AND kind = 'document'`,
    values: [tenantId, documentId],
  });
  return rows[0] ?? null;
};

export interface DocumentFilter {
  readonly source: KnowledgeSource | null;
  readonly category: Category | null;
  readonly tags: ReadonlyArray<string> | null;
  readonly language: string | null;
  readonly updatedFrom: Date | null;
}
/** updated_at and id of a row. */
export type DocumentPageKey = readonly [at: string, documentId: string];
export const pageKeyOf = (row: DocumentRow): DocumentPageKey => [row.updated_at.toISOString(), row.entity_id];

/** Last put first. */
export const listDocuments = async (
  client: PoolClient,
  tenantId: string,
  f: DocumentFilter,
  after: DocumentPageKey | null,
  limit: number,
): Promise<DocumentRow[]> => {
  const { rows } = await client.query<DocumentRow>(
    `SELECT ${columns} FROM knowledge_entries
      WHERE tenant_id = $1 AND kind = 'document' AND ($2::text IS NULL OR source = $2) AND ($3::text IS NULL OR category = $3)
        AND ($4::text[] IS NULL OR tags && $4) AND ($5::text IS NULL OR language = $5) AND ($6::timestamptz IS NULL OR last_updated >= $6)
        AND ($7::timestamptz IS NULL OR (updated_at <= $7 AND (updated_at < $7 OR entity_id > $8::uuid)))
      ORDER BY updated_at DESC, entity_id LIMIT $9`,
    [tenantId, f.source, f.category, f.tags, f.language, f.updatedFrom, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return rows;
};
