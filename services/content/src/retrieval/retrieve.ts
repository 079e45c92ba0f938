import type { CallContext } from "@marketing/shared/grpc/context";
import { readAs } from "@marketing/shared/grpc/readAs";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import type { PoolClient } from "pg";
import { knowledgeViewName } from "../knowledge/knowledgeView.ts";
import { exactIn } from "../search/exactTokens.ts";
import type { FoundLeg } from "../search/hybridSearch.ts";
import { type KnowledgeFilter, type KnowledgeQuery, textLeg, type VectorLeg, vectorLeg } from "../search/legs.ts";
import { better, type Candidate } from "./candidate.ts";
import { distinct } from "./duplicates.ts";
import { type Passage, passagesOf } from "./passages.ts";
import { freshnessOf, similarityOf } from "./score.ts";

/** Chunks of a leg that are looked at. */
const mostChunks = 200;

export interface RetrieveAsk {
  readonly query: KnowledgeQuery;
  readonly filter: KnowledgeFilter;
  readonly k: number;
  readonly minScore: number;
  readonly tokenBudget: number;
  readonly halfLifeDays: number;
  readonly minPosition: number | null;
  /** ms since 1970 */
  readonly now: number;
}

export interface Retrieved {
  readonly passages: ReadonlyArray<Passage>;
  /** Chunks, before duplicates, k and budget. */
  readonly found: number;
  /** The reason why the semantic leg is missing; "" = it is not. */
  readonly degraded: string;
}

type Row = Omit<Candidate, "legs" | "exact" | "similarity" | "freshness" | "score"> & { readonly tokens: ReadonlyArray<string> };

const keyOf = (entityId: string, chunk: number): string => `${entityId}#${chunk}`;

/** Chunks as they are now; those of another version, or that a filter keeps out, are not there. */
const loadChunks = async (
  client: PoolClient,
  wanted: ReadonlyArray<{ readonly entityId: string; readonly chunk: number; readonly version: number | null }>,
  filter: KnowledgeFilter,
): Promise<ReadonlyArray<Row>> => {
  const { rows } = await client.query<Row>(
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

const rankedLegs = (words: ReadonlyArray<Parameters<typeof found>[0]>, { hits }: VectorLeg): Map<string, FoundLeg[]> => {
  const legs = new Map<string, FoundLeg[]>();
  const add = (leg: FoundLeg) => {
    const key = keyOf(leg.entityId, leg.chunk);
    legs.set(key, [...(legs.get(key) ?? []), leg]);
  };
  words.forEach((hit, i) => {
    add(found(hit, "text", i + 1));
  });
  hits.forEach((hit, i) => {
    add(found(hit, "semantic", i + 1));
  });
  return legs;
};
const found = ({ entityId, chunk, score, terms }: Omit<FoundLeg, "leg" | "rank">, leg: FoundLeg["leg"], rank: number): FoundLeg => ({
  entityId,
  chunk,
  score,
  terms,
  leg,
  rank,
});

const scoreOf = (legs: ReadonlyArray<FoundLeg>, leg: FoundLeg["leg"]): number => legs.find((l) => l.leg === leg)?.score ?? 0;

/** Passages for a prompt. Without the vector index the words answer alone. */
export const retrieve = async (pool: Pool, vectors: VectorIndex, ctx: CallContext, ask: RetrieveAsk): Promise<Retrieved> => {
  const { query, filter } = ask;
  await waitForPosition(pool, knowledgeViewName, ask.minPosition, ctx.deadline);
  const [words, meaning] = await Promise.all([
    readAs(pool, ctx, knowledgeViewName, null, (client) => textLeg(client, query, filter, false, mostChunks)),
    vectorLeg(vectors, { tenantId: ctx.tenantId, query, filter, topK: mostChunks, minPosition: ask.minPosition, deadline: ctx.deadline }),
  ]);
  const legs = rankedLegs(words, meaning);
  const versions = new Map(meaning.hits.map((h) => [keyOf(h.entityId, h.chunk), h.version]));
  const wanted = [...legs].map(([key, [leg]]) => ({ entityId: leg!.entityId, chunk: leg!.chunk, version: versions.get(key) ?? null }));
  const rows = await withTenant(pool, ctx.tenantId, (client) => loadChunks(client, wanted, filter));
  const candidates = rows
    .map(({ tokens, ...row }): Candidate => {
      const of = legs.get(keyOf(row.entityId, row.chunk))!;
      const similarity = similarityOf({ words: scoreOf(of, "text"), meaning: meaning.away ? null : scoreOf(of, "semantic") });
      const freshness = freshnessOf(row.lastUpdated, ask.now, ask.halfLifeDays);
      const exact = exactIn(query.exact, [row.title ?? "", ...row.headings, row.text].join("\n"), tokens);
      return { ...row, legs: of, exact, similarity, freshness, score: similarity * freshness };
    })
    .filter((c) => c.score >= ask.minScore)
    .sort(better);
  return {
    passages: passagesOf(distinct(candidates), ask.k, ask.tokenBudget),
    found: candidates.length,
    degraded: meaning.away?.reason ?? "",
  };
};
