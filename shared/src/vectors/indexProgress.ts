import type { PoolClient } from "pg";
import { type Pool, withTenant } from "../postgres/pool.ts";
import type { Lease } from "../subscription/lease.ts";
import { subscription } from "./generations.ts";
import { type EntityKey, fenced } from "./synced.ts";

export interface IndexProgress {
  /** Up to this position everything that the view wanted is in this generation, or was tried. */
  readonly cursor: number;
  readonly viewPosition: number;
  /** False when the view was rebuilt since: its items may differ at any position. */
  readonly sameView: boolean;
  readonly viewGeneration: number;
}

/** The positions of a generation of the index and of the view, read at one moment. Null while the view has not run yet. */
export const readProgress = async (connection: Pick<Pool, "query">, view: string, generation: number): Promise<IndexProgress | null> => {
  const { rows } = await connection.query<IndexProgress>({
    name: "vector_progress",
    text: `SELECT c.position AS cursor, v.position AS "viewPosition", p.live_generation AS "viewGeneration",
        c.token IS NOT DISTINCT FROM p.live_generation::text AS "sameView"
      FROM projections p JOIN checkpoints v ON v.subscription = p.name AND v.generation = p.live_generation
      JOIN checkpoints c ON c.subscription = $2 AND c.generation = $3 WHERE p.name = $1`,
    values: [view, subscription, generation],
  });
  return rows[0] ?? null;
};

const moveSql = `UPDATE checkpoints SET position = $3::bigint, token = $4, head = greatest($5::bigint, $3::bigint), error = NULL, updated_at = clock_timestamp(),
    caught_up_at = CASE WHEN $3::bigint >= $5::bigint THEN clock_timestamp() ELSE caught_up_at END
  WHERE subscription = $1 AND generation = $2`;

export const moveCursor = (pool: Pool, lease: Lease, generation: number, position: number, progress: IndexProgress): Promise<unknown> =>
  fenced(pool, lease, (client) =>
    client.query(moveSql, [subscription, generation, position, progress.viewGeneration, progress.viewPosition]),
  );

/** Records for operators why a generation does not get on. */
export const recordError = (pool: Pool, generation: number, error: unknown): Promise<unknown> =>
  pool
    .query("UPDATE checkpoints SET error = $3, updated_at = clock_timestamp() WHERE subscription = $1 AND generation = $2", [
      subscription,
      generation,
      String((error as Error)?.message ?? error).slice(0, 500),
    ])
    .catch(() => undefined);

const lowerSql = `UPDATE checkpoints SET position = least(position, $3::bigint) WHERE subscription = $1 AND generation = $2`;

/** These entities, or all of these tenants; everything when neither is given. */
export interface UnsyncedScope {
  readonly keys?: ReadonlyArray<EntityKey>;
  readonly tenants?: ReadonlyArray<string>;
}

/** Records that entities are not in the store as believed, so that they are put there again. Returns how many. */
export const markUnsynced = (pool: Pool, lease: Lease, generation: number, { keys, tenants }: UnsyncedScope = {}): Promise<number> =>
  fenced(pool, lease, async (client: PoolClient) => {
    const { rows } = await client.query<{ n: number; first: number | null }>(
      `WITH u AS (
         UPDATE vector_synced s SET hash = NULL, attempts = 0, error = '', due = NULL WHERE s.generation = $1
            AND ($4::uuid[] IS NULL OR s.tenant_id = ANY ($4))
            AND ($2::uuid[] IS NULL OR EXISTS (SELECT FROM unnest($2::uuid[], $3::text[]) AS k (t, e) WHERE k.t = s.tenant_id AND k.e = s.entity_id))
         RETURNING s.tenant_id, s.entity_id)
       SELECT count(*) AS n, min(e.position) AS first FROM u LEFT JOIN vector_entities e USING (tenant_id, entity_id)`,
      [generation, keys?.map((k) => k.tenantId) ?? null, keys?.map((k) => k.entityId) ?? null, tenants ?? null],
    );
    const { n, first } = rows[0]!;
    if (first !== null) await client.query(lowerSql, [subscription, generation, first - 1]);
    return n;
  });

/**
 * Marks entities of which a search found vectors that the indexer did not put there. Its next full comparison replaces them. Searches run as
 * the api role, which may do this and no more.
 */
export const resyncEntities = (pool: Pool, tenantId: string, entityIds: ReadonlyArray<string>): Promise<unknown> =>
  withTenant(pool, tenantId, (client) => client.query("SELECT resync_vectors($1)", [entityIds]));
