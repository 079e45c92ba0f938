import type { MarketingClient } from "@marketing/client";
import { collect, listAll } from "@marketing/client/paging";
import { clockOf, isoOf, wordOf } from "../api.ts";
import { actionOf, stringOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";

type Tenant = NonNullable<Awaited<ReturnType<MarketingClient["tenants"]["getTenant"]>>["tenant"]>;

const plain = (tenant: Tenant) => ({
  tenant_id: tenant.tenantId,
  name: tenant.name,
  ip_policy: wordOf("IP_POLICY", tenant.ipPolicy),
  timezone: tenant.timezone,
  created_at: isoOf(tenant.createdAt),
});

const policies: Readonly<Record<string, Tenant["ipPolicy"]>> = {
  keep: "IP_POLICY_KEEP",
  truncate: "IP_POLICY_TRUNCATE",
  remove: "IP_POLICY_REMOVE",
};

const policyOf = (given: string | undefined): { ipPolicy?: Tenant["ipPolicy"] } => {
  if (given === undefined) return {};
  const ipPolicy = policies[given];
  if (ipPolicy === undefined) throw usageError(`--ip-policy takes keep, truncate or remove, not ${JSON.stringify(given)}`);
  return { ipPolicy };
};

const run = async ({ values, positionals, out, connection }: CommandContext): Promise<number> => {
  const action = actionOf(tenantsCommand, positionals, ["list", "create", "settings"] as const);
  const columns = [
    { title: "tenant" },
    { title: "name", max: 40 },
    { title: "addresses" },
    { title: "time zone" },
    { title: "created (UTC)" },
  ];
  const row = (tenant: Tenant) => [tenant.tenantId, tenant.name, plain(tenant).ip_policy, tenant.timezone, clockOf(tenant.createdAt)];
  const settings = {
    ...policyOf(stringOf(values, "ip-policy")),
    timezone: stringOf(values, "timezone"),
  };
  const name = stringOf(values, "name");
  let found: ReadonlyArray<Tenant>;
  if (action === "list") found = await collect(listAll(connection().platform.tenants.listTenants, {}, "tenants"));
  else if (action === "create") {
    const chosen = positionals[1] ?? name;
    if (chosen === undefined) throw usageError("tenants create takes a NAME");
    const { tenant } = await connection().platform.tenants.createTenant({ name: chosen, tenantId: stringOf(values, "id"), ...settings });
    found = [tenant!];
  } else {
    const { tenants } = connection().client;
    const change = { ...settings, name };
    const answer = Object.values(change).every((value) => value === undefined)
      ? await tenants.getTenant({})
      : await tenants.updateTenantSettings(change);
    found = [answer.tenant!];
  }
  for (const tenant of found) out.object(plain(tenant));
  out.table(columns, found.map(row));
  return exitCodes.ok;
};

export const tenantsCommand: Command = {
  name: "tenants",
  summary: "Tenants: list, create, show or change settings",
  usage: [
    "tenants list",
    "tenants create NAME [--ip-policy keep|truncate|remove] [--timezone ZONE]",
    "tenants settings [--ip-policy …] [--timezone …] [--name …]",
  ],
  options: {
    name: { type: "string", value: "NAME", help: "what it is called" },
    id: { type: "string", value: "UUID", help: "of the new tenant (default: made by the service)" },
    "ip-policy": { type: "string", value: "POLICY", help: "what happens to addresses: keep, truncate or remove" },
    timezone: { type: "string", value: "ZONE", help: "whose days counts go by, as Europe/Berlin" },
  },
  run,
};
