import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { theirRows } from "./queries.ts";
import { type UserRow, userColumns } from "./rows.ts";

export interface UserFilter {
  readonly segment: string | null;
  readonly createdFrom: Date | null;
  readonly createdUntil: Date | null;
  readonly lastSeenFrom: Date | null;
  readonly lastSeenUntil: Date | null;
  /** Seen since; asked for as "active within days". */
  readonly activeSince: Date | null;
  readonly traits: object | null;
  readonly anonymous: boolean | null;
  readonly order: "created_at" | "last_seen";
}

/** Ordering columns of the last row of the page before: time (or segment's user id alone). */
export type UserPageKey = readonly [at: string | null, userId: string];

/** The statement for a filter: each way of listing reads its own index. Exported for the plan tests. */
export const listSql = (tenantId: string, f: UserFilter, after: UserPageKey | null, limit: number): { text: string; values: unknown[] } => {
  const values: unknown[] = [tenantId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const bySeen = f.order === "last_seen" || f.activeSince !== null;
  const seenFrom = f.activeSince !== null && (f.lastSeenFrom === null || f.activeSince > f.lastSeenFrom) ? f.activeSince : f.lastSeenFrom;
  if (f.traits !== null) {
    const args = [
      JSON.stringify(f.traits),
      bySeen,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
      f.segment,
      f.createdFrom,
      f.createdUntil,
      seenFrom,
      f.lastSeenUntil,
      f.anonymous,
    ];
    const order = bySeen ? "u.last_seen DESC, u.user_id DESC" : "u.created_at DESC, u.user_id";
    const text = `SELECT ${userColumns("u")} FROM find_users_by_traits(${args.map(bind).join(", ")}) f
      ${theirRows} ORDER BY ${order}`;
    return { text, values };
  }
  const where = ["tenant_id = $1", "merged_into IS NULL"];
  if (f.segment !== null) where.push(`segment = ${bind(f.segment)}`);
  if (f.anonymous !== null) where.push(`anonymous = ${bind(f.anonymous)}`);
  if (f.createdFrom) where.push(`created_at >= ${bind(f.createdFrom)}`);
  if (f.createdUntil) where.push(`created_at < ${bind(f.createdUntil)}`);
  if (seenFrom) where.push(`last_seen >= ${bind(seenFrom)}`);
  if (f.lastSeenUntil) where.push(`last_seen < ${bind(f.lastSeenUntil)}`);
  // Implied by what idx_users_active is limited to, so free there and a filter elsewhere: that tips the balance between two like indexes.
  if (f.activeSince !== null) where.push("(last_seen IS NOT NULL OR segment = '')");
  let order: string;
  if (bySeen) {
    // A row comparison does not prove to the planner that last_seen is there, so the whole order reads idx_users_last_seen; a time to be
    // seen since does, and reads idx_users_active, without the entries of those never seen.
    order = "last_seen DESC, user_id DESC";
    const cursor = after ?? (seenFrom ? null : (["infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff"] as const));
    if (cursor) where.push(`(last_seen, user_id) < (${bind(cursor[0])}::timestamptz, ${bind(cursor[1])}::uuid)`);
  } else if (f.segment !== null) {
    order = "user_id";
    if (after) where.push(`user_id > ${bind(after[1])}::uuid`);
  } else {
    order = "created_at DESC, user_id";
    const cursor = after ? [bind(after[0]), bind(after[1])] : null;
    if (cursor)
      where.push(`created_at <= ${cursor[0]}::timestamptz AND (created_at < ${cursor[0]}::timestamptz OR user_id > ${cursor[1]}::uuid)`);
  }
  return { text: `SELECT ${userColumns("users")} FROM users WHERE ${where.join(" AND ")} ORDER BY ${order} LIMIT ${bind(limit)}`, values };
};

export const userKeyOf = (f: UserFilter, row: UserRow): UserPageKey => {
  const bySeen = f.order === "last_seen" || f.activeSince !== null;
  return [(bySeen ? row.last_seen : row.created_at)?.toISOString() ?? null, row.user_id];
};

export const listUsers = (pool: Pool, tenantId: string, filter: UserFilter, after: UserPageKey | null, limit: number): Promise<UserRow[]> =>
  withTenant(pool, tenantId, async (client) => (await client.query<UserRow>(listSql(tenantId, filter, after, limit))).rows);

export const countBySegmentSql = `SELECT coalesce(segment, '') AS segment, count(*) AS users FROM users
  WHERE tenant_id = $1 AND merged_into IS NULL AND ($2::boolean IS NULL OR anonymous = $2) GROUP BY segment ORDER BY users DESC, segment`;
export const countBySegment = (
  pool: Pool,
  tenantId: string,
  anonymous: boolean | null,
): Promise<ReadonlyArray<{ segment: string; users: number }>> =>
  withTenant(pool, tenantId, async (client) => (await client.query(countBySegmentSql, [tenantId, anonymous])).rows);
