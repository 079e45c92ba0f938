import { forAllCalls } from "@marketing/shared/base/servedCall";
import { timezoneOf } from "@marketing/shared/base/timezone";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { IpPolicy } from "./event/ipAddress.ts";

export interface TenantSettings {
  readonly ipPolicy: IpPolicy;
  /** IANA name. */
  readonly timezone: string;
}

/** Of a tenant this service has not heard of yet: nobody's whole address is stored by accident. */
const unknown: TenantSettings = { ipPolicy: "truncate", timezone: "UTC" };
const policies: ReadonlySet<string> = new Set(["keep", "truncate", "remove"]);

const read = (settings: Record<string, unknown>): TenantSettings => {
  const policy = String(settings.ipPolicy ?? "");
  return {
    ipPolicy: policies.has(policy) ? (policy as IpPolicy) : unknown.ipPolicy,
    timezone: timezoneOf(String(settings.timezone ?? "")) ?? unknown.timezone,
  };
};

/** A tenant's settings, at most `cacheMs` old. */
export type TenantSettingsOf = (tenantId: string) => Promise<TenantSettings>;

/** From the service's own copy of identity's tenants. Unchanged settings are returned without a round trip. */
export const createTenantSettings = (pool: Pool, cacheMs = 2_000): TenantSettingsOf => {
  const cache = new Map<string, { readonly value: Promise<TenantSettings>; readonly until: number }>();
  const load = async (tenantId: string): Promise<TenantSettings> => {
    const { rows } = await withTenant(pool, tenantId, (client) =>
      client.query<{ settings: Record<string, unknown> }>("SELECT settings FROM tenants_directory WHERE tenant_id = $1", [tenantId]),
    );
    return rows[0] ? read(rows[0].settings) : unknown;
  };
  return (tenantId) => {
    const known = cache.get(tenantId);
    if (known && known.until > performance.now()) return known.value;
    const value = forAllCalls(() => load(tenantId));
    if (cache.size > 10_000) cache.clear();
    cache.set(tenantId, { value, until: performance.now() + cacheMs });
    value.catch(() => cache.delete(tenantId));
    return value;
  };
};
