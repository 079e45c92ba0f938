import { type Pool, type PoolClient, withTenant } from "@marketing/shared/postgres/pool";
import { loadUsers, type Person, personOf, type UserRow, userColumns } from "./userRow.ts";

/** Read as the api role: row level security shows one tenant. `$1` is always the tenant. */

const followMerges = async (client: PoolClient, tenantId: string, rows: ReadonlyArray<UserRow>): Promise<Map<string, UserRow>> => {
  const known = new Map(rows.map((r) => [r.user_id, r]));
  for (let depth = 0; depth < 64; depth++) {
    const missing = new Set(
      [...known.values()].flatMap((r) => (r.merged_into !== null && !known.has(r.merged_into) ? [r.merged_into] : [])),
    );
    if (missing.size === 0) break;
    for (const row of await loadUsers(
      client,
      [...missing].map((userId) => ({ tenantId, userId })),
    ))
      known.set(row.user_id, row);
  }
  return known;
};

const canonical = (known: ReadonlyMap<string, UserRow>, userId: string): UserRow | undefined => {
  let row = known.get(userId);
  while (row && row.merged_into !== null) row = known.get(row.merged_into);
  return row;
};

/** For every id the person it stands for now, or null. */
export const findPeople = (pool: Pool, tenantId: string, userIds: ReadonlyArray<string>): Promise<ReadonlyArray<Person | null>> =>
  withTenant(pool, tenantId, async (client) => {
    // by the primary key of every partition: there is nothing to choose, and planning anew costs more than the look-up
    await client.query("SET LOCAL plan_cache_mode = force_generic_plan");
    const rows = await loadUsers(
      client,
      [...new Set(userIds)].map((userId) => ({ tenantId, userId })),
    );
    const known = await followMerges(client, tenantId, rows);
    return userIds.map((id) => {
      const row = canonical(known, id);
      return row ? personOf(row) : null;
    });
  });

export const findPerson = async (pool: Pool, tenantId: string, userId: string): Promise<Person | null> =>
  (await findPeople(pool, tenantId, [userId]))[0] ?? null;

/** Row by row through the primary key: how many the function returns is something the planner cannot know. */
const theirRows = `CROSS JOIN LATERAL (SELECT * FROM users r WHERE r.tenant_id = $1 AND r.user_id = f.user_id AND r.created_at = f.created_at LIMIT 1) u`;

export const findByEmailSql = `SELECT ${userColumns.replaceAll(/(\w+)/g, "u.$1")} FROM find_users_by_email($2) f ${theirRows}`;
export const findByEmail = (pool: Pool, tenantId: string, email: string): Promise<Person | null> =>
  withTenant(pool, tenantId, async (client) => {
    const { rows } = await client.query<UserRow>({ name: "find_by_email", text: findByEmailSql, values: [tenantId, email] });
    return rows[0] ? personOf(rows[0]) : null;
  });

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
export type UserKey = readonly [at: string | null, userId: string];

/** The statement for a filter: each way of listing reads its own index. Exported for the plan tests. */
export const listSql = (tenantId: string, f: UserFilter, after: UserKey | null, limit: number): { text: string; values: unknown[] } => {
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
    const text = `SELECT ${userColumns.replaceAll(/(\w+)/g, "u.$1")} FROM find_users_by_traits(${args.map(bind).join(", ")}) f
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
  return { text: `SELECT ${userColumns} FROM users WHERE ${where.join(" AND ")} ORDER BY ${order} LIMIT ${bind(limit)}`, values };
};

export const userKeyOf = (f: UserFilter, row: UserRow): UserKey => {
  const bySeen = f.order === "last_seen" || f.activeSince !== null;
  return [(bySeen ? row.last_seen : row.created_at)?.toISOString() ?? null, row.user_id];
};

export const listUsers = (pool: Pool, tenantId: string, filter: UserFilter, after: UserKey | null, limit: number): Promise<UserRow[]> =>
  withTenant(pool, tenantId, async (client) => (await client.query<UserRow>(listSql(tenantId, filter, after, limit))).rows);

export const countBySegmentSql = `SELECT coalesce(segment, '') AS segment, count(*) AS users FROM users
  WHERE tenant_id = $1 AND merged_into IS NULL AND ($2::boolean IS NULL OR anonymous = $2) GROUP BY segment ORDER BY users DESC, segment`;
export const countBySegment = (
  pool: Pool,
  tenantId: string,
  anonymous: boolean | null,
): Promise<ReadonlyArray<{ segment: string; users: number }>> =>
  withTenant(pool, tenantId, async (client) => (await client.query(countBySegmentSql, [tenantId, anonymous])).rows);

export interface TraitChangeRow {
  readonly user_id: string;
  readonly position: number;
  readonly trait: string;
  readonly old_value: string | null;
  readonly new_value: string | null;
  readonly at: Date;
  readonly source: string;
}
export interface MergeRow {
  readonly merge_id: string;
  readonly winner_user_id: string;
  readonly loser_user_id: string;
  readonly reason: string;
  readonly merged_at: Date;
  readonly undone_at: Date | null;
}

/** Newest first, of all the ids. JSON values as text, so that a JSON null and an absent trait stay apart. */
export const traitHistory = (
  pool: Pool,
  tenantId: string,
  userIds: ReadonlyArray<string>,
  trait: string | null,
  after: readonly [position: number, trait: string] | null,
  limit: number,
): Promise<TraitChangeRow[]> =>
  withTenant(pool, tenantId, async (client) => {
    const { rows } = await client.query<TraitChangeRow>({
      name: "trait_history",
      text: `SELECT user_id, position, trait, old_value::text, new_value::text, at, source FROM trait_history
        WHERE tenant_id = $1 AND user_id = ANY ($2::uuid[]) AND ($3::text IS NULL OR trait = $3) AND ($4::bigint IS NULL OR position < $4 OR (position = $4 AND trait > $5))
        ORDER BY position DESC, trait LIMIT $6`,
      values: [tenantId, userIds, trait, after?.[0] ?? null, after?.[1] ?? null, limit],
    });
    return rows;
  });

export const mergesOf = (pool: Pool, tenantId: string, userIds: ReadonlyArray<string>): Promise<MergeRow[]> =>
  withTenant(pool, tenantId, async (client) => {
    const { rows } = await client.query<MergeRow>({
      name: "merges_of",
      text: "SELECT merge_id, winner_user_id, loser_user_id, reason, merged_at, undone_at FROM merges WHERE tenant_id = $1 AND (winner_user_id = ANY ($2::uuid[]) OR loser_user_id = ANY ($2::uuid[])) ORDER BY position",
      values: [tenantId, userIds],
    });
    return rows;
  });
