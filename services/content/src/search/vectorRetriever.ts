import { RpcError } from "@marketing/shared/base/errors";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import type { VectorFilter } from "@marketing/shared/vectors/vectorStore";
import type { KnowledgeFilter, KnowledgeQuery, Match } from "./knowledgeQuery.ts";

/** The text whose meaning is looked for: terms that must not be there are no part of it. */
const embeddedText = ({ text, terms }: KnowledgeQuery): string =>
  terms.some((t) => t.neg)
    ? terms
        .filter((t) => !t.neg)
        .map((t) => t.term)
        .join(" ")
    : text;

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

/** Only PostgreSQL can filter by these. It does so afterwards, which leaves fewer matches; so more are asked for. */
const needsSql = (f: KnowledgeFilter): boolean =>
  Boolean(f.state || f.generated_by || f.created_from || f.created_until || f.metadata || f.none);
const topKBeforeSql = 1_000;

/** What is less similar than this part of the best match is there by chance. */
const minPartOfBest = 0.3;

/** Kept from the call's time for the answer without the index, ms. */
const reserve = 500;

export interface VectorMatches {
  /** Best first. */
  readonly matches: ReadonlyArray<Match & { readonly version: number }>;
  /** Why there are none; null = the index answered. */
  readonly unavailable: RpcError | null;
  /** What was there, but no more similar than any text is by chance; null = there was something more similar, or nothing at all. */
  readonly belowFloor: BelowFloor | null;
}

/** Why nothing was found. */
export interface BelowFloor {
  readonly bestSimilarity: number;
  readonly minSimilarity: number;
}

export interface VectorRequest {
  readonly tenantId: string;
  readonly query: KnowledgeQuery;
  readonly filter: KnowledgeFilter;
  readonly topK: number;
  readonly minPosition: number | null;
  readonly deadline: Date;
  /** In place of the model's own; null = that. */
  readonly minSimilarity: number | null;
}

/** Chunks that are near the query in the vector index. An index that cannot answer is no error here: the caller decides whether it needs it. */
export const retrieveByVector = async (vectors: VectorIndex, request: VectorRequest): Promise<VectorMatches> => {
  const { tenantId, query, filter, topK, minPosition, deadline } = request;
  try {
    const { hits, ...index } = await vectors.search({
      tenantId,
      by: { text: embeddedText(query) },
      topK: needsSql(filter) ? Math.max(topKBeforeSql, topK) : topK,
      filter: vectorFilter(filter),
      minPosition,
      deadline: new Date(deadline.getTime() - reserve),
    });
    const minSimilarity = request.minSimilarity ?? index.minSimilarity;
    const bestSimilarity = hits[0]?.score ?? null;
    const least = Math.max(Number.MIN_VALUE, minSimilarity, (bestSimilarity ?? 0) * minPartOfBest);
    const matches = hits
      .filter((h) => h.score >= least)
      .map((h) => ({
        entityId: h.entityId,
        version: Number(h.metadata.version),
        chunk: Number(h.metadata.chunk),
        score: Math.min(1, h.score),
        terms: [],
      }));
    const belowFloor = matches.length > 0 || bestSimilarity === null ? null : { bestSimilarity, minSimilarity };
    return { matches, unavailable: null, belowFloor };
  } catch (error) {
    if (error instanceof RpcError && error.violations.length === 0) return { matches: [], unavailable: error, belowFloor: null };
    throw error;
  }
};
