import type { PoolClient } from "pg";

/** How far the leads of one source got. */
export interface FunnelRow {
  /** null = without one; absent in the total. */
  readonly source: string | null;
  readonly captured: number;
  readonly contacted: number;
  readonly qualified: number;
  readonly converted: number;
  readonly lost: number;
  readonly average_score: number | null;
  readonly total: boolean;
}

/** By source, case-folded as the column is, largest first, and the total last. Reached stages: the flags and times tell them for lost leads too. */
export const funnelSql = `SELECT source, grouping(source) = 1 AS total, count(*) AS captured,
    count(*) FILTER (WHERE last_contacted IS NOT NULL OR qualified_at IS NOT NULL OR status IN ('contacted', 'qualified', 'converted')) AS contacted,
    count(*) FILTER (WHERE qualified_at IS NOT NULL OR status IN ('qualified', 'converted')) AS qualified,
    count(*) FILTER (WHERE status = 'converted') AS converted,
    count(*) FILTER (WHERE status = 'lost') AS lost,
    avg(score)::float8 AS average_score
  FROM leads WHERE tenant_id = $1 AND merged_into IS NULL AND ($2::timestamptz IS NULL OR created_at >= $2) AND ($3::timestamptz IS NULL OR created_at < $3)
  GROUP BY GROUPING SETS ((source), ()) ORDER BY total, captured DESC, source NULLS LAST`;

export const funnel = async (client: PoolClient, tenantId: string, from: Date | null, until: Date | null): Promise<FunnelRow[]> =>
  (await client.query<FunnelRow>(funnelSql, [tenantId, from, until])).rows;
