import type { PoolClient } from "pg";
import type { KnowledgeFilter, KnowledgeQuery, Match } from "./knowledgeQuery.ts";
import { anyOf, queryText } from "./websearch.ts";

/** Chunks that hold some of the query's terms, best first; `perEntity`: only the best chunk of each entity. */
export const retrieveByText = async (
  client: PoolClient,
  query: KnowledgeQuery,
  filter: KnowledgeFilter,
  perEntity: boolean,
  limit: number,
): Promise<ReadonlyArray<Match>> => {
  const { rows } = await client.query<Match>(
    `SELECT found_id AS "entityId", found_chunk AS chunk, found_score AS score, found_terms AS terms FROM search_knowledge($1, $2, $3, $4, $5, $6, $7)`,
    [queryText(query.terms), anyOf(query.terms), JSON.stringify(query.terms), query.exact.tokens, JSON.stringify(filter), perEntity, limit],
  );
  return rows;
};
