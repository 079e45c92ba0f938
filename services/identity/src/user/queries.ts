import { notFound } from "@marketing/shared/base/errors";
import { type Pool, type PoolClient, withTenant } from "@marketing/shared/postgres/pool";
import { keysOf } from "./emailKey.ts";
import { loadUserRows, type UserRow, userColumns, userOfRow } from "./rows.ts";
import type { UserState, VersionedUser } from "./state.ts";

// Read as the api role: row level security shows one tenant. `$1` is always the tenant.

const followMerges = async (client: PoolClient, tenantId: string, rows: ReadonlyArray<UserRow>): Promise<Map<string, UserRow>> => {
  const known = new Map(rows.map((r) => [r.user_id, r]));
  for (let depth = 0; depth < 64; depth++) {
    const missing = new Set(
      [...known.values()].flatMap((r) => (r.merged_into !== null && !known.has(r.merged_into) ? [r.merged_into] : [])),
    );
    if (missing.size === 0) break;
    for (const row of await loadUserRows(
      client,
      [...missing].map((userId) => ({ tenantId, userId })),
    ))
      known.set(row.user_id, row);
  }
  return known;
};

const canonicalRow = (known: ReadonlyMap<string, UserRow>, userId: string): UserRow | undefined => {
  let row = known.get(userId);
  while (row && row.merged_into !== null) row = known.get(row.merged_into);
  return row;
};

/** For every id the user it stands for now, whoever was merged being part of somebody else; null = nobody. */
export const findCanonicalUsers = (
  pool: Pool,
  tenantId: string,
  userIds: ReadonlyArray<string>,
): Promise<ReadonlyArray<VersionedUser | null>> =>
  withTenant(pool, tenantId, async (client) => {
    // by the primary key of every partition: there is nothing to choose, and planning anew costs more than the look-up
    await client.query("SET LOCAL plan_cache_mode = force_generic_plan");
    const rows = await loadUserRows(
      client,
      [...new Set(userIds)].map((userId) => ({ tenantId, userId })),
    );
    const known = await followMerges(client, tenantId, rows);
    return userIds.map((id) => {
      const row = canonicalRow(known, id);
      return row ? userOfRow(row) : null;
    });
  });

export const findCanonicalUser = async (pool: Pool, tenantId: string, userId: string): Promise<VersionedUser | null> =>
  (await findCanonicalUsers(pool, tenantId, [userId]))[0] ?? null;

/** As above; throws NOT_FOUND. */
export const getCanonicalUser = async (pool: Pool, tenantId: string, userId: string): Promise<VersionedUser> => {
  const user = await findCanonicalUser(pool, tenantId, userId);
  if (!user) throw notFound("USER_NOT_FOUND", "no such user");
  return user;
};

/** Row by row through the primary key: how many the function returns is something the planner cannot know. */
export const theirRows = `CROSS JOIN LATERAL (SELECT * FROM users r WHERE r.tenant_id = $1 AND r.user_id = f.user_id AND r.created_at = f.created_at LIMIT 1) u`;

/** `$2`: forms of one address, the one that counts first. */
export const findByEmailSql = `SELECT ${userColumns("u")} FROM users u
  WHERE u.tenant_id = $1 AND u.email_key = ANY ($2::text[]) AND u.merged_into IS NULL ORDER BY array_position($2::text[], u.email_key) LIMIT 1`;
export const findByEmail = (pool: Pool, tenantId: string, email: string): Promise<VersionedUser | null> =>
  withTenant(pool, tenantId, async (client) => {
    const { rows } = await client.query<UserRow>({ name: "find_by_email", text: findByEmailSql, values: [tenantId, keysOf(email)] });
    return rows[0] ? userOfRow(rows[0]) : null;
  });

/** Those who have one of the addresses, by the normal form it is held by. */
export const findByEmails = (pool: Pool, tenantId: string, emails: ReadonlyArray<string>): Promise<ReadonlyMap<string, UserState>> =>
  withTenant(pool, tenantId, async (client) => {
    const { rows } = await client.query<UserRow>({
      name: "find_by_emails",
      text: `SELECT ${userColumns("u")} FROM users u WHERE u.tenant_id = $1 AND u.email_key = ANY ($2::text[]) AND u.merged_into IS NULL`,
      values: [tenantId, emails.flatMap(keysOf)],
    });
    return new Map(rows.map((row) => [row.email_key ?? "", userOfRow(row).state]));
  });
