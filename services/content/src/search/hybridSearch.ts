import type { CallContext } from "@marketing/shared/grpc/context";
import { readAs } from "@marketing/shared/grpc/readAs";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import type { PoolClient } from "pg";
import { contentView } from "../content/view.ts";
import { knowledge } from "../knowledge/view.ts";
import { findExactTokens, loadVisible } from "./candidates.ts";
import { fuse, type ScoredItem } from "./fusion.ts";
import type { KnowledgeFilter, KnowledgeQuery, Match, RankedMatch } from "./knowledgeQuery.ts";
import { retrieveByText } from "./textRetriever.ts";
import { type BelowFloor, retrieveByVector } from "./vectorRetriever.ts";

/** Contents of each retriever that are candidates, and the chunks that the index is asked for to have as many. */
const maxContents = 200;
const maxChunks = 500;

export interface FoundContent {
  readonly contentId: string;
  readonly score: number;
  /** Of each retriever that found it the best; at least one. */
  readonly matches: ReadonlyArray<RankedMatch>;
  readonly exactTokens: ReadonlyArray<string>;
}

export interface HybridResult {
  /** Best first, all of them. */
  readonly found: ReadonlyArray<FoundContent>;
  /** The reason why the semantic retriever is missing; "" = it is not. */
  readonly degraded: string;
  /** Why nothing was found, where the index has nothing more similar than chance makes it. */
  readonly belowFloor: BelowFloor | null;
}

export interface HybridRequest {
  readonly query: KnowledgeQuery;
  readonly filter: KnowledgeFilter;
  readonly mode: "semantic" | "hybrid";
  readonly minPosition: number | null;
  /** Of the semantic retriever's matches; null = the model's own. */
  readonly minSimilarity: number | null;
}

/** The best chunk of each content, best content first. */
const bestOfEach = (matches: ReadonlyArray<Match>, visible: ReadonlySet<string>): ReadonlyArray<Match> => {
  const best = new Map<string, Match>();
  for (const match of matches) if (visible.has(match.entityId) && !best.has(match.entityId)) best.set(match.entityId, match);
  return [...best.values()].slice(0, maxContents);
};

/** Published contents by meaning, or by text and meaning. Throws what the index throws where the mode is semantic. */
export const hybridSearch = async (pool: Pool, vectors: VectorIndex, ctx: CallContext, request: HybridRequest): Promise<HybridResult> => {
  const { query, mode, minPosition } = request;
  const excluded = mode === "hybrid" ? query.terms.filter((t) => t.neg).map((t) => t.term) : [];
  const filter = { ...request.filter, none: excluded.length === 0 ? null : excluded.join(" or ") };
  await waitForPosition(pool, knowledge.name, minPosition, ctx.deadline);
  const [byText, byVector] = await Promise.all([
    readAs(pool, ctx, contentView, minPosition, async (client) =>
      mode === "hybrid" ? retrieveByText(client, query, filter, true, maxContents) : [],
    ),
    retrieveByVector(vectors, {
      tenantId: ctx.tenantId,
      query: mode === "semantic" ? { ...query, terms: [] } : query,
      filter,
      topK: maxChunks,
      minPosition,
      deadline: ctx.deadline,
      minSimilarity: request.minSimilarity,
    }),
  ]);
  const { unavailable } = byVector;
  if (unavailable && mode === "semantic") throw unavailable;
  return withTenant(pool, ctx.tenantId, async (client) => {
    const semantic = bestOfEach(byVector.matches, await loadVisible(client, byVector.matches, filter));
    const found = mode === "hybrid" ? await fused(client, query, byText, semantic) : bySimilarity(semantic);
    return { found, degraded: unavailable?.reason ?? "", belowFloor: found.length === 0 ? byVector.belowFloor : null };
  });
};

const itemsOf = (matches: ReadonlyArray<Match>): ReadonlyArray<ScoredItem> => matches.map((m) => ({ key: m.entityId, score: m.score }));
const ranked = (retriever: RankedMatch["retriever"], matches: ReadonlyArray<Match>): ReadonlyArray<RankedMatch> =>
  matches.map((match, i) => ({ ...match, retriever, rank: i + 1 }));
const bestFirst = (a: FoundContent, b: FoundContent): number => b.score - a.score || (a.contentId < b.contentId ? -1 : 1);

const bySimilarity = (semantic: ReadonlyArray<Match>): ReadonlyArray<FoundContent> =>
  ranked("semantic", semantic)
    .map((match) => ({ contentId: match.entityId, score: match.score, matches: [match], exactTokens: [] }))
    .sort(bestFirst);

/** Both retrievers' contents; those that hold exact tokens of the query stand above all others. */
const fused = async (
  client: PoolClient,
  query: KnowledgeQuery,
  text: ReadonlyArray<Match>,
  semantic: ReadonlyArray<Match>,
): Promise<ReadonlyArray<FoundContent>> => {
  const matches = Map.groupBy([...ranked("text", text), ...ranked("semantic", semantic)], (m) => m.entityId);
  const exactTokens = await findExactTokens(client, query, [...matches.keys()]);
  const rankings = [
    { retriever: "text", items: itemsOf(text) },
    { retriever: "semantic", items: itemsOf(semantic) },
  ] as const;
  return fuse(rankings, (id) => exactTokens.get(id)?.size ?? 0)
    .map(({ key, score }) => ({ contentId: key, score, matches: matches.get(key)!, exactTokens: [...(exactTokens.get(key) ?? [])] }))
    .sort(bestFirst);
};
