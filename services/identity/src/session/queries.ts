import { type Pool, withTenant } from "@marketing/shared/postgres/pool";

export interface SessionRow {
  readonly session_id: string;
  readonly user_id: string;
  readonly start_time: Date;
  readonly last_activity: Date;
  readonly end_time: Date | null;
  readonly page_views: number;
  readonly events: number;
  readonly late_events: number;
  readonly end_reason: string | null;
  readonly derived: boolean;
  readonly joined_into: string | null;
}

// What a session was joined to may have been joined in its turn.
const find = `WITH RECURSIVE found AS (
    SELECT * FROM sessions WHERE tenant_id = $1 AND session_id = $2
    UNION ALL SELECT s.* FROM found f JOIN sessions s ON s.tenant_id = $1 AND s.session_id = f.joined_into)
  SELECT * FROM found WHERE joined_into IS NULL`;

export const findSession = (pool: Pool, tenantId: string, sessionId: string): Promise<SessionRow | null> =>
  withTenant(pool, tenantId, async (client) => {
    const { rows } = await client.query<SessionRow>({ name: "find_session", text: find, values: [tenantId, sessionId] });
    return rows[0] ?? null;
  });

export interface SessionFilter {
  /** Every id of the person; null = everybody. */
  readonly userIds: ReadonlyArray<string> | null;
  readonly ended: boolean | null;
  readonly startFrom: Date | null;
  readonly startUntil: Date | null;
}

/** Newest first. Exported for the plan tests. */
export const listSessionsSql = (
  tenantId: string,
  f: SessionFilter,
  after: readonly [startTime: string, sessionId: string] | null,
  limit: number,
) => {
  const values: unknown[] = [tenantId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ["tenant_id = $1", "joined_into IS NULL"];
  if (f.userIds) where.push(`user_id = ANY (${bind(f.userIds)}::uuid[])`);
  if (f.ended !== null) where.push(f.ended ? "end_time IS NOT NULL" : "end_time IS NULL");
  if (f.startFrom) where.push(`start_time >= ${bind(f.startFrom)}`);
  if (f.startUntil) where.push(`start_time < ${bind(f.startUntil)}`);
  if (after) {
    const at = bind(after[0]);
    where.push(`start_time <= ${at}::timestamptz AND (start_time < ${at}::timestamptz OR session_id > ${bind(after[1])}::uuid)`);
  }
  return { text: `SELECT * FROM sessions WHERE ${where.join(" AND ")} ORDER BY start_time DESC, session_id LIMIT ${bind(limit)}`, values };
};

export const listSessions = (
  pool: Pool,
  tenantId: string,
  filter: SessionFilter,
  after: readonly [string, string] | null,
  limit: number,
): Promise<SessionRow[]> =>
  withTenant(pool, tenantId, async (client) => (await client.query<SessionRow>(listSessionsSql(tenantId, filter, after, limit))).rows);
