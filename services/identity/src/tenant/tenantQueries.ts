import { type Pool, withTenant } from "@marketing/shared/postgres/pool";

export interface TenantRow {
  readonly tenant_id: string;
  readonly name: string;
  readonly ip_policy: "keep" | "truncate" | "remove";
  readonly timezone: string;
  readonly created_at: Date;
  readonly version: number;
}
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

/** Every tenant, oldest first. For the platform alone. */
export const listTenants = async (
  pool: Pool,
  after: readonly [createdAt: string, tenantId: string] | null,
  limit: number,
): Promise<TenantRow[]> =>
  (
    await pool.query<TenantRow>({
      name: "list_tenants",
      text: "SELECT * FROM list_tenants($1, $2, $3)",
      values: [after?.[0] ?? null, after?.[1] ?? null, limit],
    })
  ).rows;

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
