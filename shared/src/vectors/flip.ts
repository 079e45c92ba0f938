import type { Lease } from "../subscription/lease.ts";
import { catchUp } from "./catchUp.ts";
import { flip, forget, type Generation, namespaceOf } from "./generations.ts";
import { reconcile } from "./reconcile.ts";
import type { SyncContext } from "./syncEntities.ts";
import { fenced } from "./synced.ts";

/** Entities that the live generation has and this one could not take. */
const lostSql = `SELECT s.entity_id AS id FROM vector_synced s WHERE s.generation = $1 AND s.attempts > 0
    AND NOT EXISTS (SELECT FROM vector_synced l WHERE l.generation = $2 AND l.tenant_id = s.tenant_id AND l.entity_id = s.entity_id AND l.attempts > 0)
  LIMIT 1`;

/**
 * Makes a generation that has caught up the live one, once it has all that the live one has and the store says so too, id by id. False = not
 * yet; `why` is for the operator.
 */
export const tryFlip = async (
  context: SyncContext,
  lease: Lease,
  view: string,
  building: Generation,
  live: Generation,
): Promise<{ readonly flipped: boolean; readonly why: string }> => {
  const { pool } = context;
  const step = await catchUp(context, lease, view, building, { all: true });
  if (step.worked || !step.caughtUp) return { flipped: false, why: "" };
  const lost = await pool.query<{ id: string }>(lostSql, [building.generation, live.generation]);
  if (lost.rows[0]) return { flipped: false, why: `${lost.rows[0].id} is in the live generation and cannot be put into this one` };
  const { missing } = await reconcile(context, lease, building);
  if (missing > 0) return { flipped: false, why: "" };
  await fenced(pool, lease, (client) => flip(client, building.generation));
  return { flipped: true, why: "" };
};

/** Deletes what a retired generation left in the store; nobody has searched there for a while. */
export const clearGeneration = async ({ pool, store }: SyncContext, g: Generation): Promise<void> => {
  const { rows } = await pool.query<{ id: string }>("SELECT DISTINCT tenant_id AS id FROM vector_synced WHERE generation = $1", [
    g.generation,
  ]);
  for (const { id } of rows) await store.dropNamespace(namespaceOf(id, g.generation));
  await forget(pool, g.generation);
};
