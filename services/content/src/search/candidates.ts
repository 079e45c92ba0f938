import type { PoolClient } from "pg";
import { exactIn } from "./exactTokens.ts";
import type { KnowledgeFilter, KnowledgeQuery } from "./knowledgeQuery.ts";

/** The contents whose published version was found, and which every filter lets through: the index may be behind, and knows not all fields. */
export const loadVisible = async (
  client: PoolClient,
  matches: ReadonlyArray<{ readonly entityId: string; readonly version: number }>,
  filter: KnowledgeFilter,
): Promise<ReadonlySet<string>> => {
  const versions = new Map(matches.map((m) => [m.entityId, m.version]));
  const { rows } = await client.query<{ id: string; version: number }>(
    `SELECT e.entity_id AS id, e.version FROM knowledge_passing($1, $2) p JOIN knowledge_entries e ON e.tenant_id = current_tenant() AND e.entity_id = p.passing_id`,
    [[...versions.keys()], JSON.stringify(filter)],
  );
  return new Set(rows.filter((r) => versions.get(r.id) === r.version).map((r) => r.id));
};

/** The query's exact tokens that these contents hold, wherever they stand in them. */
export const findExactTokens = async (
  client: PoolClient,
  query: KnowledgeQuery,
  ids: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const found = new Map<string, Set<string>>();
  const { tokens, phrases } = query.exact;
  if (tokens.length + phrases.length === 0 || ids.length === 0) return found;
  const { rows } = await client.query<{ id: string; text: string; tokens: string[] }>(
    `SELECT k.entity_id AS id, concat_ws(E'\\n', e.title, array_to_string(k.headings, E'\\n'), k.text) AS text, k.tokens
       FROM knowledge_chunks k JOIN knowledge_entries e ON e.tenant_id = k.tenant_id AND e.entity_id = k.entity_id
      WHERE k.tenant_id = current_tenant() AND k.entity_id = ANY ($1::uuid[])
        AND (k.tokens && $2 OR k.search @@ websearch_to_tsquery(content_config(k.language), searchable($3)))`,
    [ids, tokens, phrases.join(" or ")],
  );
  for (const { id, text, tokens: ofChunk } of rows) {
    const ofContent = found.get(id) ?? new Set();
    for (const token of exactIn(query.exact, text, ofChunk)) ofContent.add(token);
    found.set(id, ofContent);
  }
  return found;
};
