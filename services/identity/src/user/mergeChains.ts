import type { PoolClient } from "pg";
import { distinct, keyOf, type UserKey } from "./keys.ts";
import { loadUserRows, userOfRow } from "./rows.ts";
import type { VersionedUser } from "./state.ts";

export type KeyedUser = VersionedUser & UserKey;

/** The users of the ids as they are, and those they were merged into. */
export const loadMergeChains = async (client: PoolClient, keys: ReadonlyArray<UserKey>): Promise<Map<string, KeyedUser>> => {
  const users = new Map<string, KeyedUser>();
  let wanted = distinct(keys);
  while (wanted.length > 0) {
    const into: UserKey[] = [];
    for (const row of await loadUserRows(client, wanted)) {
      const key = { tenantId: row.tenant_id, userId: row.user_id };
      users.set(keyOf(key), { ...userOfRow(row), ...key });
      if (row.merged_into !== null) into.push({ tenantId: row.tenant_id, userId: row.merged_into });
    }
    wanted = distinct(into).filter((k) => !users.has(keyOf(k)));
  }
  return users;
};
