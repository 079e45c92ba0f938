import { allOf, type EventOf, type Recorded } from "@marketing/shared/log/defineEvents";
import { postgresView } from "@marketing/shared/subscription/typedView";
import type { PoolClient } from "pg";
import { apiKeyEvents } from "../apiKey/events.ts";
import { writeApiKeys } from "../apiKey/rows.ts";
import { tenantEvents } from "./events.ts";

const upsert = `INSERT INTO tenants (tenant_id, name, ip_policy, timezone, created_at, version)
  SELECT t.tenant_id, t.name, t.ip_policy, t.timezone, coalesce(t.created_at, o.created_at), t.version
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bigint[]) AS t (tenant_id, name, ip_policy, timezone, created_at, version)
    LEFT JOIN tenants o ON o.tenant_id = t.tenant_id
  ON CONFLICT (tenant_id) DO UPDATE SET name = excluded.name, ip_policy = excluded.ip_policy, timezone = excluded.timezone, version = excluded.version`;

const setBudget = `UPDATE tenants t SET budget = b.budget, version = greatest(t.version, b.version)
  FROM unnest($1::uuid[], $2::int[], $3::bigint[]) AS b (tenant_id, budget, version) WHERE t.tenant_id = b.tenant_id`;

type TenantEvent = Recorded<EventOf<typeof tenantEvents>>;
type BudgetEvent = Extract<TenantEvent, { readonly type: "tenant_budget_changed" }>;

const writeBudgets = async (client: PoolClient, events: ReadonlyArray<BudgetEvent>): Promise<void> => {
  const newest = [...new Map(events.map((e) => [e.tenantId, e])).values()];
  if (newest.length === 0) return;
  await client.query(setBudget, [newest.map((e) => e.tenantId), newest.map((e) => e.data.budget), newest.map((e) => e.version)]);
};

const writeTenants = async (client: PoolClient, events: ReadonlyArray<Exclude<TenantEvent, BudgetEvent>>): Promise<void> => {
  // the newest of each tells everything but when it was created
  const newest = new Map<string, { readonly event: (typeof events)[number]; readonly createdAt: string | null }>();
  for (const event of events) {
    const createdAt = event.type === "tenant_created" ? event.data.createdAt : (newest.get(event.tenantId)?.createdAt ?? null);
    newest.set(event.tenantId, { event, createdAt });
  }
  const rows = [...newest.values()];
  if (rows.length === 0) return;
  await client.query(upsert, [
    rows.map(({ event }) => event.tenantId),
    rows.map(({ event }) => event.data.name),
    rows.map(({ event }) => event.data.settings.ipPolicy),
    rows.map(({ event }) => event.data.settings.timezone),
    rows.map(({ createdAt }) => createdAt),
    rows.map(({ event }) => event.version),
  ]);
};

/** Tables `tenants` and `api_keys`. */
export const tenantsView = postgresView({
  name: "tenants",
  version: 1,
  tables: ["tenants", "api_keys"],
  events: allOf(tenantEvents, apiKeyEvents),
  apply: async (client, events) => {
    await writeTenants(
      client,
      events.filter((e) => e.type === "tenant_created" || e.type === "tenant_settings_changed"),
    );
    await writeBudgets(
      client,
      events.filter((e) => e.type === "tenant_budget_changed"),
    );
    await writeApiKeys(
      client,
      events.filter((e) => e.type !== "tenant_created" && e.type !== "tenant_settings_changed" && e.type !== "tenant_budget_changed"),
    );
  },
});
