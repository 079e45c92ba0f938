import type { CallContext } from "@marketing/shared/grpc/context";
import { readAs } from "@marketing/shared/grpc/readAs";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import type { PoolClient } from "pg";
import { knowledgeViewName } from "../knowledge/knowledgeView.ts";
import { exactIn } from "./exactTokens.ts";
import { type Fused, fuse } from "./fusion.ts";
import { type KnowledgeFilter, type KnowledgeQuery, type LegHit, textLeg, vectorLeg } from "./legs.ts";

/** Contents of a leg that are looked at, and the chunks that are asked for to have so many. */
const mostContents = 200;
const chunksAsked = 500;

export interface FoundLeg extends LegHit {
  readonly leg: "text" | "semantic";
  /** From 1. */
  readonly rank: number;
}

export interface FoundContent {
  readonly contentId: string;
  readonly rank: number;
  readonly legs: ReadonlyArray<FoundLeg>;
  readonly exact: ReadonlyArray<string>;
}

export interface HybridResult {
  /** Best first, all of them. */
  readonly found: ReadonlyArray<FoundContent>;
  /** The reason why the semantic leg is missing; "" = it is not. */
  readonly degraded: string;
}

/** The best chunk of each content, best content first. */
const bestOfEach = (hits: ReadonlyArray<LegHit>, passing: ReadonlySet<string>): ReadonlyArray<LegHit> => {
  const best = new Map<string, LegHit>();
  for (const hit of hits) if (passing.has(hit.entityId) && !best.has(hit.entityId)) best.set(hit.entityId, hit);
  return [...best.values()].slice(0, mostContents);
};

/** Of these the contents whose published version this is, and which every filter lets through. */
const passingOf = async (
  client: PoolClient,
  hits: ReadonlyArray<{ readonly entityId: string; readonly version: number }>,
  filter: KnowledgeFilter,
): Promise<ReadonlySet<string>> => {
  const versions = new Map(hits.map((h) => [h.entityId, h.version]));
  const { rows } = await client.query<{ id: string; version: number }>(
    `SELECT e.entity_id AS id, e.version FROM knowledge_passing($1, $2) p JOIN knowledge_entries e ON e.tenant_id = current_tenant() AND e.entity_id = p.passing_id`,
    [[...versions.keys()], JSON.stringify(filter)],
  );
  return new Set(rows.filter((r) => versions.get(r.id) === r.version).map((r) => r.id));
};

/** Exact tokens of the query by content, wherever they stand in it. */
const exactOf = async (
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
        AND (k.tokens && $2 OR k.search @@ websearch_to_tsquery(content_config(k.language), $3))`,
    [ids, tokens, phrases.join(" or ")],
  );
  for (const { id, text, tokens: held } of rows) {
    const set = found.get(id) ?? new Set();
    for (const exact of exactIn(query.exact, text, held)) set.add(exact);
    found.set(id, set);
  }
  return found;
};

const nothingExact: ReadonlyMap<string, ReadonlySet<string>> = new Map();

export interface HybridAsk {
  readonly query: KnowledgeQuery;
  readonly filter: KnowledgeFilter;
  readonly mode: "semantic" | "hybrid";
  readonly minPosition: number | null;
}

/** Published contents by meaning, or by words and meaning. Throws what the index throws where it cannot do without it. */
export const hybridSearch = async (pool: Pool, vectors: VectorIndex, ctx: CallContext, ask: HybridAsk): Promise<HybridResult> => {
  const { query, mode, minPosition } = ask;
  const none = mode === "hybrid" ? query.terms.filter((t) => t.neg).map((t) => t.term) : [];
  const filter = { ...ask.filter, none: none.length === 0 ? null : none.join(" or ") };
  await waitForPosition(pool, knowledgeViewName, minPosition, ctx.deadline);
  const [words, meaning] = await Promise.all([
    readAs(pool, ctx, "content_library", minPosition, async (client) =>
      mode === "hybrid" ? textLeg(client, query, filter, true, mostContents) : [],
    ),
    vectorLeg(vectors, {
      tenantId: ctx.tenantId,
      query: mode === "semantic" ? { ...query, terms: [] } : query,
      filter,
      topK: chunksAsked,
      minPosition,
      deadline: ctx.deadline,
    }),
  ]);
  if (meaning.away && mode === "semantic") throw meaning.away;
  return withTenant(pool, ctx.tenantId, async (client) => {
    const near = bestOfEach(meaning.hits, await passingOf(client, meaning.hits, filter));
    const exact = mode === "hybrid" ? await exactOf(client, query, [...new Set([...words, ...near].map((h) => h.entityId))]) : nothingExact;
    const legs = [{ leg: "text", hits: words } as const, { leg: "semantic", hits: near } as const];
    const rankings = legs.map(({ leg, hits }) => ({ leg, places: hits.map((h) => ({ key: h.entityId, score: h.score })) }));
    const ranked: ReadonlyArray<Fused> =
      mode === "hybrid" ? fuse(rankings, (id) => exact.get(id)?.size ?? 0) : near.map((h) => ({ key: h.entityId, score: h.score }));
    const places = new Map<string, FoundLeg[]>();
    for (const { leg, hits } of legs)
      hits.forEach((hit, i) => {
        places.set(hit.entityId, [...(places.get(hit.entityId) ?? []), { ...hit, leg, rank: i + 1 }]);
      });
    const found = ranked.map(({ key, score }) => ({
      contentId: key,
      rank: score,
      legs: places.get(key)!,
      exact: [...(exact.get(key) ?? [])],
    }));
    found.sort((a, b) => b.rank - a.rank || (a.contentId < b.contentId ? -1 : 1));
    return { found, degraded: meaning.away?.reason ?? "" };
  });
};
