import type { Pool } from "../postgres/pool.ts";
import { subscription } from "./generations.ts";
import { pendingSql } from "./synced.ts";

export interface EntityCounts {
  readonly wanted: number;
  readonly synced: number;
  readonly pending: number;
  readonly failed: number;
  readonly vectors: number;
}

export interface GenerationStatus extends EntityCounts {
  readonly generation: number;
  readonly model: string;
  readonly dimensions: number;
  readonly state: string;
  readonly createdAt: Date;
  readonly position: number;
  readonly head: number;
  readonly caughtUpSeconds: number;
  readonly lastError: string;
}

const countColumns = `count(*) FILTER (WHERE e.items > 0) AS wanted, count(*) FILTER (WHERE e.items > 0 AND s.hash = e.hash) AS synced,
  count(*) FILTER (WHERE ${pendingSql}) AS pending, count(*) FILTER (WHERE s.attempts > 0 AND NOT (${pendingSql})) AS failed,
  coalesce(sum(cardinality(s.ids)), 0)::bigint AS vectors`;
const entitiesOf = (generation: string): string =>
  `vector_entities e LEFT JOIN vector_synced s ON s.tenant_id = e.tenant_id AND s.generation = ${generation} AND s.entity_id = e.entity_id`;

/** Generations that are live or being built, and retired ones that are still in the store. It counts every entity, so it is for operators only. */
export const readGenerationStatus = async (pool: Pool): Promise<ReadonlyArray<GenerationStatus>> =>
  (
    await pool.query<GenerationStatus>(
      `SELECT g.generation, g.model, g.dimensions, g.state, g.created_at AS "createdAt", coalesce(c.position, 0) AS position, coalesce(c.head, 0) AS head,
         extract(epoch FROM clock_timestamp() - coalesce(c.caught_up_at, g.created_at))::float8 AS "caughtUpSeconds", coalesce(c.error, '') AS "lastError", f.*
       FROM vector_generations g LEFT JOIN checkpoints c ON c.subscription = $1 AND c.generation = g.generation
       CROSS JOIN LATERAL (SELECT ${countColumns} FROM ${entitiesOf("g.generation")}) f
       WHERE g.cleared_at IS NULL ORDER BY g.generation`,
      [subscription],
    )
  ).rows;

export const readTenantStatus = async (pool: Pool): Promise<ReadonlyArray<EntityCounts & { readonly tenantId: string }>> =>
  (
    await pool.query<EntityCounts & { readonly tenantId: string }>(
      `SELECT e.tenant_id AS "tenantId", ${countColumns} FROM ${entitiesOf("(SELECT generation FROM vector_generations WHERE state = 'live')")} GROUP BY e.tenant_id ORDER BY e.tenant_id`,
    )
  ).rows;

export interface Failure {
  readonly tenantId: string;
  readonly entityId: string;
  readonly error: string;
  readonly attempts: number;
  readonly nextTry: Date | null;
}

export const readFailures = async (pool: Pool, limit = 20): Promise<ReadonlyArray<Failure>> =>
  (
    await pool.query<Failure>(
      `SELECT s.tenant_id AS "tenantId", s.entity_id AS "entityId", s.error, s.attempts, s.due AS "nextTry" FROM vector_synced s
         JOIN vector_generations g ON g.generation = s.generation AND g.state = 'live' WHERE s.attempts > 0 ORDER BY s.due LIMIT $1`,
      [limit],
    )
  ).rows;
