import { RpcError } from "@marketing/shared/base/errors";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import type { VectorFilter } from "@marketing/shared/vectors/vectorStore";
import type { PoolClient } from "pg";
import { type ExactQuery, exactQueryOf } from "./exactTokens.ts";
import { anyOf, type Term } from "./websearch.ts";

/** Null filters nothing. Times as ISO 8601. The second half is for contents alone. */
export interface KnowledgeFilter {
  readonly kind: "content" | "document" | null;
  readonly source?: string | null;
  readonly category?: string | null;
  readonly tags?: ReadonlyArray<string> | null;
  readonly content_types?: ReadonlyArray<string> | null;
  readonly language: string | null;
  readonly updated_from?: string | null;
  /** What must not be in it, joined by "or". */
  readonly none?: string | null;
  readonly campaign_id?: string | null;
  readonly state?: string | null;
  readonly generated_by?: string | null;
  readonly created_from?: string | null;
  readonly created_until?: string | null;
  readonly metadata?: object | null;
}

/** A query as both legs take it. */
export interface KnowledgeQuery {
  readonly text: string;
  readonly terms: ReadonlyArray<Term>;
  readonly exact: ExactQuery;
}

/** What must not be there is no part of the meaning that is looked for. */
export const meaningOf = ({ text, terms }: Pick<KnowledgeQuery, "text" | "terms">): string =>
  terms.some((t) => t.neg)
    ? terms
        .filter((t) => !t.neg)
        .map((t) => t.term)
        .join(" ")
    : text;

export const queryOf = (text: string, terms: ReadonlyArray<Term>): KnowledgeQuery => ({ text, terms, exact: exactQueryOf(terms) });

/** A chunk as a leg found it. */
export interface LegHit {
  readonly entityId: string;
  readonly chunk: number;
  readonly score: number;
  /** What of the query is there; the semantic leg does not say. */
  readonly terms: ReadonlyArray<string>;
}

/** Best first; `perEntity`: the best chunk of each. */
export const textLeg = async (
  client: PoolClient,
  query: KnowledgeQuery,
  filter: KnowledgeFilter,
  perEntity: boolean,
  limit: number,
): Promise<ReadonlyArray<LegHit>> => {
  const { rows } = await client.query<LegHit>(
    `SELECT found_id AS "entityId", found_chunk AS chunk, found_score AS score, found_terms AS terms FROM search_knowledge($1, $2, $3, $4, $5, $6, $7)`,
    [query.text, anyOf(query.terms), JSON.stringify(query.terms), query.exact.tokens, JSON.stringify(filter), perEntity, limit],
  );
  return rows;
};

const vectorFilter = (f: KnowledgeFilter): VectorFilter => {
  const only: Record<string, unknown> = {};
  if (f.kind !== null) only.kind = { $eq: f.kind };
  if (f.source) only.source = { $eq: f.source };
  if (f.category) only.category = { $eq: f.category };
  if (f.tags) only.tags = { $in: f.tags };
  if (f.content_types) only.content_type = { $in: f.content_types };
  if (f.language !== null) only.language = { $eq: f.language };
  if (f.updated_from) only.last_updated = { $gte: Math.floor(Date.parse(f.updated_from) / 1_000) };
  if (f.campaign_id) only.campaign_id = { $eq: f.campaign_id };
  return only;
};

/** What only PostgreSQL knows thins the hits out: then more are asked for. */
const sqlOnly = (f: KnowledgeFilter): boolean =>
  Boolean(f.state || f.generated_by || f.created_from || f.created_until || f.metadata || f.none);

/** Far below the best there is nothing but chance. */
const leastOfBest = 0.3;

export interface VectorLeg {
  readonly hits: ReadonlyArray<LegHit & { readonly version: number }>;
  /** Why there are none; null = the index answered. */
  readonly away: RpcError | null;
}

export interface VectorAsk {
  readonly tenantId: string;
  readonly query: KnowledgeQuery;
  readonly filter: KnowledgeFilter;
  readonly topK: number;
  readonly minPosition: number | null;
  readonly deadline: Date;
}

/** Best first, a chunk each. An index that cannot answer is no error here: the caller decides what it can do without. */
export const vectorLeg = async (vectors: VectorIndex, ask: VectorAsk): Promise<VectorLeg> => {
  try {
    const { hits } = await vectors.search({
      tenantId: ask.tenantId,
      by: { text: meaningOf(ask.query) },
      topK: sqlOnly(ask.filter) ? Math.max(1_000, ask.topK) : ask.topK,
      filter: vectorFilter(ask.filter),
      minPosition: ask.minPosition,
      // what is left of the call's time is for the answer without it
      deadline: new Date(ask.deadline.getTime() - 500),
    });
    const least = Math.max(0, (hits[0]?.score ?? 0) * leastOfBest);
    return {
      hits: hits
        .filter((h) => h.score > least)
        .map((h) => ({
          entityId: h.entityId,
          version: Number(h.metadata.version),
          chunk: Number(h.metadata.chunk),
          score: Math.min(1, h.score),
          terms: [],
        })),
      away: null,
    };
  } catch (error) {
    if (error instanceof RpcError && error.violations.length === 0) return { hits: [], away: error };
    throw error;
  }
};
