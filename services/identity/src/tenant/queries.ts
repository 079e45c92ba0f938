import type { Pool } from "@marketing/shared/postgres/pool";
import type { IpPolicy } from "./events.ts";

export interface TenantRow {
  readonly tenant_id: string;
  readonly name: string;
  readonly ip_policy: IpPolicy;
  readonly timezone: string;
  readonly created_at: Date;
  readonly budget: number | null;
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
