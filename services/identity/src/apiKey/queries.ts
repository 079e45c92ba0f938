import { type Pool, withTenant } from "@marketing/shared/postgres/pool";

export interface ApiKeyRow {
  readonly tenant_id: string;
  readonly key_id: string;
  readonly name: string;
  readonly scopes: ReadonlyArray<string>;
  readonly rate_limit: number | null;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly version: number;
}

export const listApiKeys = (
  pool: Pool,
  tenantId: string,
  after: readonly [createdAt: string, keyId: string] | null,
  limit: number,
): Promise<ApiKeyRow[]> =>
  withTenant(pool, tenantId, async (client) => {
    const { rows } = await client.query<ApiKeyRow>({
      name: "list_api_keys",
      text: `SELECT * FROM api_keys WHERE tenant_id = $1 AND ($2::timestamptz IS NULL OR (created_at, key_id) > ($2, $3)) ORDER BY created_at, key_id LIMIT $4`,
      values: [tenantId, after?.[0] ?? null, after?.[1] ?? null, limit],
    });
    return rows;
  });
