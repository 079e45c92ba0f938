import type { PoolClient } from "pg";
import { type Pool, transaction } from "../postgres/pool.ts";
import { Fenced } from "../subscription/failures.ts";
import type { Lease } from "../subscription/lease.ts";
import { subscription } from "./generations.ts";
import type { VectorMetadata } from "./vectorStore.ts";

export interface EntityKey {
  readonly tenantId: string;
  readonly entityId: string;
}

/** An entity as the view wants it, and what is known of it in the store. */
export interface Candidate extends EntityKey {
  readonly position: number;
  readonly hash: string;
  readonly ids: ReadonlyArray<string>;
  readonly attempts: number;
  readonly items: ReadonlyArray<WantedRow>;
}

export interface WantedRow {
  readonly id: string;
  readonly hash: string;
  readonly textHash: string;
  readonly text: string;
  readonly metadata: VectorMetadata;
}

/** SQL, with e = wanted and s = synced: the store does not hold the entity as the view wants it. */
const differs = "CASE WHEN s.entity_id IS NULL THEN e.hash <> '' ELSE s.hash IS DISTINCT FROM e.hash END";
/** SQL: the entity differs, and what is wanted now was not tried yet. */
export const pendingSql = `${differs} AND NOT (coalesce(s.attempts, 0) > 0 AND s.position >= e.position)`;
const join = "vector_entities e LEFT JOIN vector_synced s ON s.tenant_id = e.tenant_id AND s.generation = $1 AND s.entity_id = e.entity_id";

export interface Pending extends EntityKey {
  readonly position: number;
  readonly items: number;
}

const pendingColumns = `e.tenant_id AS "tenantId", e.entity_id AS "entityId", e.position, e.items`;

/** Pending entities behind a position, in the order of the log. Those of one position are never split by the limit. */
export const readPending = async (pool: Pool, generation: number, after: number, limit: number): Promise<ReadonlyArray<Pending>> =>
  (
    await pool.query<Pending>(
      `SELECT ${pendingColumns} FROM ${join} WHERE e.position > $2 AND ${pendingSql} ORDER BY e.position FETCH FIRST $3 ROWS WITH TIES`,
      [generation, after, limit],
    )
  ).rows;

/** Pending entities at any position. Materialized, so that both tables are read once; with a limit alone PostgreSQL looks up every entity by itself. */
export const readAllPending = async (pool: Pool, generation: number, limit: number): Promise<ReadonlyArray<Pending>> =>
  (
    await pool.query<Pending>(
      `WITH found AS MATERIALIZED (SELECT ${pendingColumns} FROM ${join} WHERE ${pendingSql})
       SELECT * FROM found ORDER BY position FETCH FIRST $2 ROWS WITH TIES`,
      [generation, limit],
    )
  ).rows;

/** Entities due for another try after a failure, and entities that the view no longer knows. */
export const readDue = async (pool: Pool, generation: number, limit: number): Promise<ReadonlyArray<Pending>> =>
  (
    await pool.query<Pending>(
      `SELECT s.tenant_id AS "tenantId", s.entity_id AS "entityId", coalesce(e.position, s.position) AS position, coalesce(e.items, 0) AS items
         FROM vector_synced s LEFT JOIN vector_entities e USING (tenant_id, entity_id)
        WHERE s.generation = $1 AND s.due <= clock_timestamp() ORDER BY s.due LIMIT $2`,
      [generation, limit],
    )
  ).rows;

/** Makes entities that the rebuilt view no longer knows due at once, for their vectors to be deleted. */
export const queueRemoved = (pool: Pool, generation: number): Promise<unknown> =>
  pool.query(
    `UPDATE vector_synced s SET due = clock_timestamp() WHERE s.generation = $1 AND s.due IS NULL
       AND NOT EXISTS (SELECT FROM vector_entities e WHERE e.tenant_id = s.tenant_id AND e.entity_id = s.entity_id)`,
    [generation],
  );

/** Makes failed entities pending again, because the rebuilt view may want something else of them. */
export const retryFailed = (pool: Pool, generation: number): Promise<unknown> =>
  pool.query("UPDATE vector_synced SET attempts = 0, due = NULL WHERE generation = $1 AND attempts > 0", [generation]);

/** The entities with their items, read at one moment. */
export const readCandidates = async (pool: Pool, generation: number, keys: ReadonlyArray<EntityKey>): Promise<ReadonlyArray<Candidate>> => {
  const { rows } = await pool.query<Row>(
    `SELECT k.tenant_id AS "tenantId", k.entity_id AS "entityId", coalesce(e.position, s.position, 0) AS position, coalesce(e.hash, '') AS "entityHash",
       coalesce(s.ids, '{}') AS ids, CASE WHEN s.position >= e.position THEN s.attempts ELSE 0 END AS attempts, i.item_id AS "itemId", i.hash, i.text_hash AS "textHash", i.text, i.metadata
     FROM unnest($2::uuid[], $3::text[]) AS k (tenant_id, entity_id)
     LEFT JOIN vector_entities e USING (tenant_id, entity_id)
     LEFT JOIN vector_synced s ON s.tenant_id = k.tenant_id AND s.generation = $1 AND s.entity_id = k.entity_id
     LEFT JOIN vector_items i ON i.tenant_id = e.tenant_id AND i.entity_id = e.entity_id`,
    [generation, keys.map((k) => k.tenantId), keys.map((k) => k.entityId)],
  );
  const byEntity = Map.groupBy(rows, (r) => `${r.tenantId} ${r.entityId}`);
  return [...byEntity.values()].map((of) => {
    const { tenantId, entityId, position, entityHash, ids, attempts } = of[0]!;
    const items = of.flatMap(({ itemId: id, hash, textHash, text, metadata }) =>
      id === null ? [] : [{ id, hash, textHash, text, metadata }],
    );
    return { tenantId, entityId, position, hash: entityHash, ids, attempts, items };
  });
};
interface Row extends EntityKey, Omit<WantedRow, "id"> {
  readonly position: number;
  readonly entityHash: string;
  readonly ids: ReadonlyArray<string>;
  readonly attempts: number;
  readonly itemId: string | null;
}

/** Runs `work` in a transaction that locks the lease. Throws Fenced when another indexer holds the lease already. */
export const fenced = <A>(pool: Pool, lease: Lease, work: (client: PoolClient) => Promise<A>): Promise<A> =>
  transaction(pool, async (client) => {
    const { rowCount } = await client.query(
      "SELECT FROM checkpoints WHERE subscription = $1 AND generation = $2 AND fence = $3 FOR SHARE",
      [lease.subscription, lease.generation, lease.fence],
    );
    if (rowCount !== 1) throw new Fenced(`${subscription} has another indexer`);
    return work(client);
  });

export interface SyncOutcome extends EntityKey {
  readonly position: number;
  readonly ids: ReadonlyArray<string>;
  /** null = unknown, or not all of its items are in the store. */
  readonly hash: string | null;
  readonly attempts: number;
  readonly error: string;
  /** Wait until the next try; null = none is needed. */
  readonly retryMs: number | null;
}

const writeSql = `INSERT INTO vector_synced AS s (tenant_id, generation, entity_id, position, ids, hash, attempts, error, due)
  SELECT r."tenantId", $1, r."entityId", r.position, ARRAY(SELECT jsonb_array_elements_text(r.ids)), r.hash, r.attempts, r.error,
    clock_timestamp() + r."retryMs" * interval '1 ms'
    FROM jsonb_to_recordset($2::jsonb) AS r ("tenantId" uuid, "entityId" text, position bigint, ids jsonb, hash text, attempts int, error text, "retryMs" float8)
  ON CONFLICT (tenant_id, generation, entity_id) DO UPDATE SET position = excluded.position, ids = excluded.ids, hash = excluded.hash,
    attempts = excluded.attempts, error = excluded.error, due = excluded.due`;

/** Records what is about to be in the store, or now is. An entity without vectors needs no row. */
export const writeOutcomes = async (client: PoolClient, generation: number, outcomes: ReadonlyArray<SyncOutcome>): Promise<void> => {
  await client.query(writeSql, [generation, JSON.stringify(outcomes)]);
  const gone = outcomes.filter((o) => o.hash === "" && o.ids.length === 0);
  if (gone.length > 0)
    await client.query(
      "DELETE FROM vector_synced s USING unnest($2::uuid[], $3::text[]) AS g (tenant_id, entity_id) WHERE s.generation = $1 AND s.tenant_id = g.tenant_id AND s.entity_id = g.entity_id",
      [generation, gone.map((g) => g.tenantId), gone.map((g) => g.entityId)],
    );
};
