import type { CallContext } from "@marketing/shared/grpc/context";
import { readAs } from "@marketing/shared/grpc/readAs";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import { knowledge } from "../knowledge/view.ts";
import { exactIn } from "../search/exactTokens.ts";
import type { KnowledgeFilter, KnowledgeQuery, Match, RankedMatch, Retriever } from "../search/knowledgeQuery.ts";
import { retrieveByText } from "../search/textRetriever.ts";
import { type BelowFloor, retrieveByVector } from "../search/vectorRetriever.ts";
import { byRelevance, type Candidate } from "./candidate.ts";
import { loadChunks } from "./chunks.ts";
import { distinct } from "./duplicates.ts";
import { type Passage, passagesOf } from "./passages.ts";
import { freshnessOf, similarityOf } from "./score.ts";

/** Chunks of each retriever that are candidates. */
const maxChunks = 200;

export interface RetrievalRequest {
  readonly query: KnowledgeQuery;
  readonly filter: KnowledgeFilter;
  /** Passages at most. */
  readonly k: number;
  /** Null = none of its own; a semantic match is more similar than chance makes it all the same. */
  readonly minScore: number | null;
  readonly tokenBudget: number;
  readonly halfLifeDays: number;
  readonly minPosition: number | null;
  /** ms since 1970 */
  readonly now: number;
}

export interface Retrieved {
  readonly passages: ReadonlyArray<Passage>;
  /** Number of chunks, before duplicates, k and budget. */
  readonly found: number;
  /** The reason why the semantic retriever is missing; "" = it is not. */
  readonly degraded: string;
  /** Why nothing was found, where the index has nothing more similar than chance makes it. */
  readonly belowFloor: BelowFloor | null;
}

const keyOf = ({ entityId, chunk }: { readonly entityId: string; readonly chunk: number }): string => `${entityId}#${chunk}`;

const ranked = (retriever: Retriever, matches: ReadonlyArray<Match>): ReadonlyArray<RankedMatch> =>
  matches.map(({ entityId, chunk, score, terms }, i) => ({ entityId, chunk, score, terms, retriever, rank: i + 1 }));

const scoreOf = (matches: ReadonlyArray<RankedMatch>, retriever: Retriever): number =>
  matches.find((m) => m.retriever === retriever)?.score ?? 0;

/** Passages for a prompt. Without the vector index the text retriever answers alone. */
export const retrieve = async (pool: Pool, vectors: VectorIndex, ctx: CallContext, request: RetrievalRequest): Promise<Retrieved> => {
  const { query, filter, minPosition } = request;
  const { tenantId, deadline } = ctx;
  await waitForPosition(pool, knowledge.name, minPosition, deadline);
  const [byText, byVector] = await Promise.all([
    readAs(pool, ctx, knowledge, null, (client) => retrieveByText(client, query, filter, false, maxChunks)),
    retrieveByVector(vectors, {
      tenantId,
      query,
      filter,
      topK: maxChunks,
      minPosition,
      deadline,
      minSimilarity: request.minScore === null ? null : 0,
    }),
  ]);
  const { unavailable } = byVector;
  const matches = Map.groupBy([...ranked("text", byText), ...ranked("semantic", byVector.matches)], keyOf);
  const versions = new Map(byVector.matches.map((m) => [keyOf(m), m.version]));
  const wanted = [...matches].map(([key, [match]]) => ({
    entityId: match!.entityId,
    chunk: match!.chunk,
    version: versions.get(key) ?? null,
  }));
  const chunks = await withTenant(pool, tenantId, (client) => loadChunks(client, wanted, filter));
  const candidates = chunks
    .map(({ tokens, ...chunk }): Candidate => {
      const found = matches.get(keyOf(chunk))!;
      const similarity = similarityOf({ text: scoreOf(found, "text"), semantic: unavailable ? null : scoreOf(found, "semantic") });
      const freshness = freshnessOf(chunk.lastUpdated, request.now, request.halfLifeDays);
      const exactTokens = exactIn(query.exact, [chunk.title ?? "", ...chunk.headings, chunk.text].join("\n"), tokens);
      return { ...chunk, matches: found, exactTokens, similarity, freshness, score: similarity * freshness };
    })
    .filter((c) => c.score >= (request.minScore ?? 0))
    .sort(byRelevance);
  return {
    passages: passagesOf(distinct(candidates), request.k, request.tokenBudget),
    found: candidates.length,
    degraded: unavailable?.reason ?? "",
    belowFloor: candidates.length === 0 ? byVector.belowFloor : null,
  };
};
