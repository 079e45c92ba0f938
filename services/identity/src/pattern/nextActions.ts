import { RpcError } from "@marketing/shared/base/errors";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { VectorIndex } from "@marketing/shared/vectors/vectorIndex";
import type { PoolClient } from "pg";
import { actionsOf, countsOfActions, findPatterns, popularConversions } from "./queries.ts";
import { fromPopular, fromSimilar, placed, type Recommended, similarLimits } from "./recommend.ts";
import { type SimilarUsers, similarUsers } from "./similarUsers.ts";
import { patternItemId } from "./view.ts";

export interface NextActions {
  readonly found: ReadonlyArray<Recommended>;
  readonly basis: "similar" | "popular";
  /** Why it is popular; "" where it is not. */
  readonly reason: string;
  /** Latest first. */
  readonly recent: ReadonlyArray<string>;
  readonly indexedPosition: number;
}

/** Reasons that time or an operator removes: until then the popular actions are recommended. */
const indexAway = new Set(["VECTOR_STORE_UNAVAILABLE", "VECTORS_NOT_CONFIGURED", "EMBEDDER_UNAVAILABLE", "INDEX_NOT_READY"]);

/** What somebody could do next, best first, at most `k`. `ids`: the person's own and those of everybody merged into them. */
export const nextActions = async (
  stores: { readonly pool: Pool; readonly vectors: VectorIndex },
  query: {
    readonly tenantId: string;
    readonly ids: readonly [string, ...string[]];
    readonly k: number;
    readonly minPosition: number | null;
    readonly deadline: Date;
  },
): Promise<NextActions> => {
  const { tenantId, ids, k, minPosition, deadline } = query;
  const read = <A>(work: (client: PoolClient) => Promise<A>): Promise<A> => withTenant(stores.pool, tenantId, work);
  const [userId] = ids;
  const { did, pattern } = await read(async (client) => ({
    did: await actionsOf(client, tenantId, ids, Date.now()),
    pattern: (await findPatterns(client, tenantId, [userId])).get(userId),
  }));
  const recent = did.slice(0, similarLimits.recent);
  const done = new Set([...did, ...(pattern?.actions ?? [])]);
  const popular = async (reason: string, indexedPosition = 0): Promise<NextActions> => {
    const counts = await read((client) => popularConversions(client, tenantId, k + done.size));
    return { found: fromPopular(counts, done, k), basis: "popular", reason, recent, indexedPosition };
  };

  if (!pattern) return popular("no pattern yet");
  let similar: SimilarUsers;
  try {
    similar = await similarUsers(stores, {
      tenantId,
      by: { itemId: patternItemId(userId) },
      k: similarLimits.people,
      except: ids,
      minScore: similarLimits.leastSimilarity,
      filter: { conversion_rate: { $gt: 0 } },
      minPosition,
      deadline,
    });
  } catch (error) {
    if (error instanceof RpcError && indexAway.has(error.reason)) return popular("the index is away");
    throw error;
  }
  const { indexedPosition } = similar;
  const people = similar.users.map(({ pattern: p, score }) => ({ userId: p.user_id, similarity: Math.min(1, score), actions: p.actions }));
  const considered = placed(people, recent);
  if (considered.length < similarLimits.leastPeople) return popular("too few similar people", indexedPosition);
  const after = considered.flatMap((p) => p.after);
  const found = fromSimilar(considered, done, await read((client) => countsOfActions(client, tenantId, after)), k);
  if (found.length === 0) return popular("too few similar people", indexedPosition);
  return { found, basis: "similar", reason: "", recent, indexedPosition };
};
