import type { Lease } from "../subscription/lease.ts";
import { catchUp } from "./catchUp.ts";
import { type Generation, markCleared, namespaceOf, promote } from "./generations.ts";
import { reconcile } from "./reconcile.ts";
import type { SyncContext } from "./syncEntities.ts";
import { fenced } from "./synced.ts";

/** An entity that the live generation holds and that failed in this one. */
const failedHereSql = `SELECT s.entity_id AS id FROM vector_synced s WHERE s.generation = $1 AND s.attempts > 0
    AND NOT EXISTS (SELECT FROM vector_synced l WHERE l.generation = $2 AND l.tenant_id = s.tenant_id AND l.entity_id = s.entity_id AND l.attempts > 0)
  LIMIT 1`;

/**
 * Makes a generation the live one once it has caught up, holds every entity that the live one holds, and a comparison with the ids in the
 * store confirms it. `promoted` false = not yet; `reason` tells operators why, "" = it is still being built.
 */
export const tryPromote = async (
  context: SyncContext,
  lease: Lease,
  view: string,
  building: Generation,
  live: Generation,
): Promise<{ readonly promoted: boolean; readonly reason: string }> => {
  const { pool } = context;
  const step = await catchUp(context, lease, view, building, { all: true });
  if (step.worked || !step.caughtUp) return { promoted: false, reason: "" };
  const failed = await pool.query<{ id: string }>(failedHereSql, [building.generation, live.generation]);
  if (failed.rows[0]) return { promoted: false, reason: `${failed.rows[0].id} is in the live generation and cannot be put into this one` };
  const { missing } = await reconcile(context, lease, building);
  if (missing > 0) return { promoted: false, reason: "" };
  await fenced(pool, lease, (client) => promote(client, building.generation));
  return { promoted: true, reason: "" };
};

/** Deletes the vectors of a retired generation from the store, after the last search in them has ended. */
export const clearGeneration = async ({ pool, store }: SyncContext, g: Generation): Promise<void> => {
  const { rows } = await pool.query<{ id: string }>("SELECT DISTINCT tenant_id AS id FROM vector_synced WHERE generation = $1", [
    g.generation,
  ]);
  for (const { id } of rows) await store.dropNamespace(namespaceOf(id, g.generation));
  await markCleared(pool, g.generation);
};
