import type { PoolClient } from "pg";
import { readLive } from "./generations.ts";
import type { EntityIndexStatus } from "./vectorIndex.ts";

interface Row {
  readonly wanted: number;
  readonly items: number;
  readonly synced: boolean;
  readonly attempts: number;
  readonly tried: number;
  readonly error: string;
}

const sql = `SELECT e.position AS wanted, e.items, CASE WHEN s.entity_id IS NULL THEN e.hash = '' ELSE s.hash IS NOT DISTINCT FROM e.hash END AS synced,
    coalesce(s.attempts, 0) AS attempts, coalesce(s.position, 0) AS tried, coalesce(s.error, '') AS error
  FROM vector_entities e LEFT JOIN vector_synced s ON s.tenant_id = e.tenant_id AND s.generation = $2 AND s.entity_id = e.entity_id
  WHERE e.entity_id = $1`;

/** Whether the live generation holds the entity as the view wants it, for the tenant of the connection. An unknown entity is absent. */
export const readEntityStatus = async (client: PoolClient, entityId: string): Promise<EntityIndexStatus> => {
  const live = await readLive(client);
  const { rows } = await client.query<Row>(sql, [entityId, live?.generation ?? 0]);
  const row = rows[0];
  const failed = row !== undefined && !row.synced && row.attempts > 0 && row.tried >= row.wanted;
  const settled = row ? (row.items === 0 ? "absent" : "indexed") : "absent";
  return {
    state: !row || row.synced ? settled : failed ? "failed" : "pending",
    wantedPosition: row?.wanted ?? 0,
    indexedPosition: row?.synced ? row.wanted : 0,
    items: row?.items ?? 0,
    model: live?.model ?? "",
    generation: live?.generation ?? 0,
    error: row && !row.synced ? row.error : "",
  };
};
