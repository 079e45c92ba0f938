import type { Lease } from "../subscription/lease.ts";
import { type Generation, namespaceOf } from "./generations.ts";
import { markUnsynced } from "./indexProgress.ts";
import type { SyncContext } from "./syncEntities.ts";

export interface Reconciled {
  namespaces: number;
  /** Vectors found in the store. */
  listed: number;
  /** Vectors that the indexer did not put there; they are deleted. */
  strays: number;
  /** Entities with a vector missing; they are put there again. */
  missing: number;
}

export const nothingReconciled = (): Reconciled => ({ namespaces: 0, listed: 0, strays: 0, missing: 0 });

/** Tenants that may have a namespace in a generation, according to the database. Other namespaces in the index are never touched. */
export const tenantsOf = async ({ pool }: SyncContext, generation: number): Promise<ReadonlyArray<string>> => {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT tenant_id AS id FROM tenants_directory UNION SELECT tenant_id FROM vector_synced WHERE generation = $1 ORDER BY id`,
    [generation],
  );
  return rows.map((r) => r.id);
};

/** Compares the ids in a namespace with those that were put there. Only the indexer calls it, so that nothing is written meanwhile. */
export const reconcileNamespace = async (context: SyncContext, lease: Lease, g: Generation, tenantId: string): Promise<Reconciled> => {
  const { pool, store } = context;
  const namespace = namespaceOf(tenantId, g.generation);
  const stored = new Set(await store.ids(namespace));
  const { rows } = await pool.query<{ entityId: string; ids: string[]; complete: boolean }>(
    `SELECT entity_id AS "entityId", ids, hash IS NOT NULL OR attempts > 0 AS complete FROM vector_synced WHERE tenant_id = $1 AND generation = $2`,
    [tenantId, g.generation],
  );
  const known = new Set(rows.flatMap((r) => r.ids));
  const strays = [...stored].filter((id) => !known.has(id));
  if (strays.length > 0) await store.remove(namespace, strays);
  const missing = rows.filter((r) => r.complete && r.ids.some((id) => !stored.has(id)));
  if (missing.length > 0) await markUnsynced(pool, lease, g.generation, { keys: missing.map(({ entityId }) => ({ tenantId, entityId })) });
  return { namespaces: 1, listed: stored.size, strays: strays.length, missing: missing.length };
};

/** Reconciles every namespace of a generation that exists or should exist; `report` gets the sums so far. */
export const reconcile = async (
  context: SyncContext,
  lease: Lease,
  g: Generation,
  report: (sums: Reconciled) => unknown = () => undefined,
): Promise<Reconciled> => {
  const sum = nothingReconciled();
  const counts = await context.store.counts();
  const { rows } = await context.pool.query<{ id: string }>("SELECT DISTINCT tenant_id AS id FROM vector_synced WHERE generation = $1", [
    g.generation,
  ]);
  const synced = new Set(rows.map((r) => r.id));
  for (const tenantId of await tenantsOf(context, g.generation)) {
    if (!synced.has(tenantId) && !counts.has(namespaceOf(tenantId, g.generation))) continue;
    const one = await reconcileNamespace(context, lease, g, tenantId);
    for (const key of Object.keys(sum) as (keyof Reconciled)[]) sum[key] += one[key];
    await report({ ...sum });
  }
  return sum;
};

/**
 * Finds namespaces that hold another number of vectors than were put there, because the store was wiped or restored, and reconciles them. The
 * counts of a store may lag behind, so a namespace has to differ twice in a row with the same counts. One whose ids were then found right is
 * not compared again until its counts change.
 */
export const createCountCheck = (context: SyncContext) => {
  const suspects = new Map<string, string>();
  const verified = new Map<string, string>();
  return async (lease: Lease, g: Generation): Promise<Reconciled> => {
    const counts = await context.store.counts();
    const { rows } = await context.pool.query<{ id: string; n: number; complete: boolean }>(
      `SELECT tenant_id AS id, sum(cardinality(ids)) AS n, bool_and(hash IS NOT NULL OR attempts > 0) AS complete FROM vector_synced WHERE generation = $1 GROUP BY tenant_id`,
      [g.generation],
    );
    const expected = new Map(rows.map((r) => [r.id, r]));
    const sum = nothingReconciled();
    const emptied: string[] = [];
    for (const tenantId of await tenantsOf(context, g.generation)) {
      const namespace = namespaceOf(tenantId, g.generation);
      const { n, complete } = expected.get(tenantId) ?? { n: 0, complete: true };
      const seen = `${n} ${counts.get(namespace) ?? 0}`;
      const wrong = complete && n !== (counts.get(namespace) ?? 0) && verified.get(namespace) !== seen;
      const again = suspects.get(namespace) === seen;
      suspects.delete(namespace);
      if (!wrong) continue;
      if (!again) {
        suspects.set(namespace, seen);
        continue;
      }
      if (!counts.has(namespace)) {
        emptied.push(tenantId);
        continue;
      }
      const one = await reconcileNamespace(context, lease, g, tenantId);
      if (one.strays === 0 && one.missing === 0) verified.set(namespace, seen);
      for (const key of Object.keys(sum) as (keyof Reconciled)[]) sum[key] += one[key];
    }
    if (emptied.length > 0) sum.missing += await markUnsynced(context.pool, lease, g.generation, { tenants: emptied });
    return sum;
  };
};
