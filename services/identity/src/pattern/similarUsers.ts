import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { VectorHit, VectorIndex, VectorQuery } from "@marketing/shared/vectors/vectorIndex";
import { findCanonicalUsers } from "../user/queries.ts";
import type { UserState } from "../user/state.ts";
import { findPatterns, type PatternRow } from "./queries.ts";

export interface SimilarUsers {
  readonly users: ReadonlyArray<{ readonly user: UserState; readonly pattern: PatternRow; readonly score: number }>;
  readonly indexedPosition: number;
}

/** How many more are searched for, because the person themself is among them and somebody may just have been merged. */
const spare = 5;

/**
 * Whose behaviour is like that, most alike first, at most `k`. Never `except`, nor anybody who is part of another by now, nor who has no
 * pattern any more.
 */
export const similarUsers = async (
  { pool, vectors }: { readonly pool: Pool; readonly vectors: VectorIndex },
  query: Pick<VectorQuery, "tenantId" | "by" | "filter" | "minPosition" | "deadline"> & {
    readonly k: number;
    readonly except: ReadonlyArray<string>;
    readonly minScore: number;
  },
): Promise<SimilarUsers> => {
  const { k, except, minScore, ...rest } = query;
  const { hits, indexedPosition } = await vectors.search({ ...rest, topK: k + except.length + spare });
  const found = hits.filter((h: VectorHit) => h.score >= minScore && !except.includes(h.entityId));
  const ids = found.map((h) => h.entityId);
  const canonical = await findCanonicalUsers(pool, query.tenantId, ids);
  const patterns = await withTenant(pool, query.tenantId, (client) => findPatterns(client, query.tenantId, ids));
  const users = found.flatMap(({ entityId, score }, i) => {
    const pattern = patterns.get(entityId);
    const user = canonical[i]?.state;
    return pattern && user?.userId === entityId ? [{ user, pattern, score }] : [];
  });
  return { users: users.slice(0, k), indexedPosition };
};
