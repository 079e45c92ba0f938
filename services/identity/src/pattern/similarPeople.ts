import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { VectorHit, VectorIndex, VectorQuery } from "@marketing/shared/vectors/vectorIndex";
import { findPeople } from "../user/userQueries.ts";
import { findPatterns, type PatternRow } from "./patternQueries.ts";

export interface SimilarPeople {
  readonly people: ReadonlyArray<{ readonly pattern: PatternRow; readonly score: number }>;
  readonly indexedPosition: number;
}

/** Asked for beyond what is wanted, because the person themself is among them and somebody may just have been merged. */
const spare = 5;

/**
 * Whose behaviour is like that, most alike first, at most `k`. Never `except`, nor anybody who is part of another by now, nor who has no
 * pattern any more.
 */
export const similarPeople = async (
  { pool, vectors }: { readonly pool: Pool; readonly vectors: VectorIndex },
  query: Pick<VectorQuery, "tenantId" | "by" | "filter" | "minPosition" | "deadline"> & {
    readonly k: number;
    readonly except: ReadonlyArray<string>;
    readonly minScore: number;
  },
): Promise<SimilarPeople> => {
  const { k, except, minScore, ...rest } = query;
  const { hits, indexedPosition } = await vectors.search({ ...rest, topK: k + except.length + spare });
  const found = hits.filter((h: VectorHit) => h.score >= minScore && !except.includes(h.entityId));
  const ids = found.map((h) => h.entityId);
  const persons = await findPeople(pool, query.tenantId, ids);
  const patterns = await withTenant(pool, query.tenantId, (client) => findPatterns(client, query.tenantId, ids));
  const people = found.flatMap(({ entityId, score }, i) => {
    const pattern = patterns.get(entityId);
    return pattern && persons[i]?.state.userId === entityId ? [{ pattern, score }] : [];
  });
  return { people: people.slice(0, k), indexedPosition };
};
