import type { Pool } from "@marketing/shared/postgres/pool";
import type { PoolClient } from "pg";

export interface Person {
  /** At the end of the chain of merges; the id itself where none was. */
  readonly canonicalId: string;
  /** The canonical id first, then every id merged into it. */
  readonly userIds: ReadonlyArray<string>;
}

/** All ids of the person one id belongs to. An id nobody merged, or nobody ever saw, is a person of its own. */
export const findPerson = async (client: PoolClient, tenantId: string, userId: string): Promise<Person> => {
  const { rows } = await client.query<{ canonical_id: string; user_ids: string[] }>({
    name: "find_person",
    text: `SELECT c.canonical_id, ARRAY(SELECT k.user_id::text FROM known_users k WHERE k.tenant_id = $1 AND k.canonical_id = c.canonical_id ORDER BY k.user_id) AS user_ids
             FROM (SELECT coalesce((SELECT canonical_id FROM known_users WHERE tenant_id = $1 AND user_id = $2), $2::uuid) AS canonical_id) c`,
    values: [tenantId, userId],
  });
  const row = rows[0]!;
  return { canonicalId: row.canonical_id, userIds: [row.canonical_id, ...row.user_ids] };
};

/** Canonical ids of those of `userIds` that were merged; the others are their own. */
export const canonicalIds = async (
  client: Pool | PoolClient,
  tenantId: string,
  userIds: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, string>> => {
  if (userIds.length === 0) return new Map();
  const { rows } = await client.query<[string, string]>({
    name: "canonical_ids",
    text: "SELECT user_id, canonical_id FROM known_users WHERE tenant_id = $1 AND user_id = ANY ($2::uuid[])",
    values: [tenantId, userIds],
    rowMode: "array",
  });
  return new Map(rows);
};
