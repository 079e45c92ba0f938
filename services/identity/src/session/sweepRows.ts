import type { Pool } from "@marketing/shared/postgres/pool";
import type { PoolClient } from "pg";
import type { Session } from "./events.ts";
import { type SessionStateRow, sessionOf } from "./stateRows.ts";
import { sessionLimits } from "./stretches.ts";

const sweep = `UPDATE session_state s SET ended_at = s.last_at, end_told = true FROM (
    SELECT tenant_id, session_id, end_told FROM session_state
     WHERE ended_at IS NULL AND started_at < $1::timestamptz AND (last_at < $1::timestamptz OR started_at < $2::timestamptz) AND touched_at < clock_timestamp() - $3 * interval '1 ms'
     ORDER BY started_at LIMIT $4 FOR UPDATE SKIP LOCKED) d
  WHERE s.tenant_id = d.tenant_id AND s.session_id = d.session_id RETURNING s.*, d.end_told AS told_before`;

/** Ends sessions nobody was active in for long enough, at their last activity. `graceMs`: how long ago the last event must have arrived. */
export const endIdleSessions = async (
  client: PoolClient,
  now: number,
  graceMs: number,
  limit: number,
): Promise<ReadonlyArray<{ readonly tenantId: string; readonly session: Session; readonly toldBefore: boolean }>> => {
  const { rows } = await client.query<SessionStateRow & { readonly told_before: boolean }>(sweep, [
    new Date(now - sessionLimits.idleMs),
    new Date(now - sessionLimits.maxAgeMs),
    graceMs,
    limit,
  ]);
  return rows.map((row) => ({ tenantId: row.tenant_id, session: sessionOf(row), toldBefore: row.told_before }));
};

/** What no event came to for longer than that is settled. The table holds what is younger, so that reading it whole is right. */
export const settleSessions = async (pool: Pool, windowMs: number): Promise<void> => {
  await pool.query(
    `DELETE FROM session_stretches m USING session_state s WHERE s.tenant_id = m.tenant_id AND s.session_id = m.session_id
        AND s.ended_at IS NOT NULL AND m.touched_at < now() - $1 * interval '1 ms'`,
    [windowMs],
  );
};
