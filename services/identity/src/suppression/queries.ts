import type { PoolClient } from "@marketing/shared/postgres/pool";
import type { Kind } from "./entry.ts";
import type { SuppressionRow } from "./rows.ts";

/** Newest first. Read as the api role: row level security shows one tenant. */
export const listSuppressions = async (
  client: PoolClient,
  tenantId: string,
  kind: Kind | null,
  before: number | null,
  limit: number,
): Promise<SuppressionRow[]> => {
  const { rows } = await client.query<SuppressionRow>({
    name: "list_suppressions",
    text: `SELECT kind, value, reason, added_at, position FROM suppressions
      WHERE tenant_id = $1 AND ($2::text IS NULL OR kind = $2) AND ($3::bigint IS NULL OR position < $3) ORDER BY position DESC LIMIT $4`,
    values: [tenantId, kind, before, limit],
  });
  return rows;
};
