import type { PoolClient } from "pg";
import type { KnowledgeFilter } from "../search/knowledgeQuery.ts";
import type { Candidate } from "./candidate.ts";

/** A chunk as it is stored, before it is scored. */
export type StoredChunk = Omit<Candidate, "matches" | "exactTokens" | "similarity" | "freshness" | "score"> & {
  readonly tokens: ReadonlyArray<string>;
};

/** Chunks as they are now. Those of another version, and those that the filter keeps out, are not among them. */
export const loadChunks = async (
  client: PoolClient,
  wanted: ReadonlyArray<{ readonly entityId: string; readonly chunk: number; readonly version: number | null }>,
  filter: KnowledgeFilter,
): Promise<ReadonlyArray<StoredChunk>> => {
  const { rows } = await client.query<StoredChunk>(
    `SELECT e.entity_id AS "entityId", e.kind, e.version, h.chunk, e.title, e.uri, e.source, e.category, e.tags,
       (extract(epoch FROM e.last_updated) * 1000)::float8 AS "lastUpdated", h.headings, h.text, h.overlap, h.tokens
     FROM unnest($1::uuid[], $2::int[], $3::int[]) AS k (id, chunk, version)
     JOIN knowledge_entries e ON e.tenant_id = current_tenant() AND e.entity_id = k.id AND (k.version IS NULL OR e.version = k.version)
     JOIN knowledge_chunks h ON h.tenant_id = e.tenant_id AND h.entity_id = e.entity_id AND h.chunk = k.chunk
     WHERE e.entity_id IN (SELECT passing_id FROM knowledge_passing($1, $4))`,
    [wanted.map((w) => w.entityId), wanted.map((w) => w.chunk), wanted.map((w) => w.version), JSON.stringify(filter)],
  );
  return rows;
};
