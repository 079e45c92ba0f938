import { randomUUID } from "node:crypto";
import type { WireTimestamp } from "@marketing/shared/grpc/struct";
import { clockOf, collect, isoOf, paged } from "../api.ts";
import { actionOf, stringOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";

export interface WireTenant {
  readonly tenantId: string;
  readonly name: string;
  readonly ipPolicy: string;
  readonly timezone: string;
  readonly createdAt: WireTimestamp | null;
}

const plain = (tenant: WireTenant) => ({
  tenant_id: tenant.tenantId,
  name: tenant.name,
  ip_policy: tenant.ipPolicy.replace("IP_POLICY_", "").toLowerCase(),
  timezone: tenant.timezone,
  created_at: isoOf(tenant.createdAt),
});

const policies: Readonly<Record<string, string>> = { keep: "IP_POLICY_KEEP", truncate: "IP_POLICY_TRUNCATE", remove: "IP_POLICY_REMOVE" };

const policyOf = (given: string | undefined): { ipPolicy?: string } => {
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
  const row = (tenant: WireTenant) => [tenant.tenantId, tenant.name, plain(tenant).ip_policy, tenant.timezone, clockOf(tenant.createdAt)];
  const settings = {
    ...policyOf(stringOf(values, "ip-policy")),
    ...(stringOf(values, "timezone") !== undefined && { timezone: stringOf(values, "timezone") }),
  };
  const name = stringOf(values, "name");
  let found: WireTenant[];
  if (action === "list") found = await collect(paged<WireTenant>(connection().platform(), "ListTenants", {}, "tenants"));
  else if (action === "create") {
    const chosen = positionals[1] ?? name;
    if (chosen === undefined) throw usageError("tenants create takes a NAME");
    const request = { name: chosen, requestId: randomUUID(), tenantId: stringOf(values, "id") ?? "", ...settings };
    found = [(await connection().platform().call<{ tenant: WireTenant }>("CreateTenant", request)).tenant];
  } else {
    const { tenants } = connection();
    const change = { ...settings, ...(name !== undefined && { name }) };
    const answer =
      Object.keys(change).length === 0
        ? await tenants.call<{ tenant: WireTenant }>("GetTenant", {})
        : await tenants.call<{ tenant: WireTenant }>("UpdateTenantSettings", { ...change, requestId: randomUUID() });
    found = [answer.tenant];
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
