import { timezoneOf } from "@marketing/shared/base/timezone";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";

/** The tenant's time zone, from the service's own copy of identity's tenants; UTC of a tenant it has not heard of yet. */
export const tenantZone = (pool: Pool, tenantId: string): Promise<string> =>
  withTenant(pool, tenantId, async (client) => {
    const { rows } = await client.query<{ readonly timezone: string | null }>(
      "SELECT settings->>'timezone' AS timezone FROM tenants_directory WHERE tenant_id = $1",
      [tenantId],
    );
    return timezoneOf(rows[0]?.timezone ?? "") ?? "UTC";
  });
