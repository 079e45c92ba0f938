import type { MarketingClient } from "@marketing/client";
import { listAll } from "@marketing/client/paging";
import { IpPolicy } from "@marketing/protos/identity/v1/identity_service";
import { clockOf, isoOf, wordOf } from "../api.ts";
import { actionOf, stringOf, unitsOf } from "../args.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitCodes, usageError } from "../exitCodes.ts";
import { given } from "../given.ts";
import { ownValue } from "../own.ts";
import { type Listed, printList } from "./show.ts";

type Tenant = NonNullable<Awaited<ReturnType<MarketingClient["tenants"]["getTenant"]>>["tenant"]>;

const listed: Listed<Tenant> = {
  columns: [
    { title: "tenant" },
    { title: "name", max: 40 },
    { title: "addresses" },
    { title: "time zone" },
    { title: "units/h" },
    { title: "created (UTC)" },
  ],
  row: (t) => [
    t.tenantId,
    t.name,
    wordOf(IpPolicy, t.ipPolicy),
    t.timezone,
    t.budget === 0 ? "unlimited" : String(t.budget),
    clockOf(t.createdAt),
  ],
  plain: (t) => ({
    tenant_id: t.tenantId,
    name: t.name,
    ip_policy: wordOf(IpPolicy, t.ipPolicy),
    timezone: t.timezone,
    budget: t.budget,
    created_at: isoOf(t.createdAt),
  }),
};

const policies: Readonly<Record<string, Tenant["ipPolicy"]>> = {
  keep: IpPolicy.KEEP,
  truncate: IpPolicy.TRUNCATE,
  remove: IpPolicy.REMOVE,
};

const policyOf = (given: string | undefined): { ipPolicy?: Tenant["ipPolicy"] } => {
  if (given === undefined) return {};
  const ipPolicy = ownValue(policies, given);
  if (ipPolicy === undefined) throw usageError(`--ip-policy takes keep, truncate or remove, not ${JSON.stringify(given)}`);
  return { ipPolicy };
};

const run = async (context: CommandContext): Promise<number> => {
  const { values, positionals, connection } = context;
  const action = actionOf(tenantsCommand, positionals, ["list", "create", "settings", "budget"] as const);
  const settings = {
    ...policyOf(stringOf(values, "ip-policy")),
    timezone: stringOf(values, "timezone"),
  };
  const name = stringOf(values, "name");
  let found: AsyncIterable<Tenant> | ReadonlyArray<Tenant>;
  if (action === "list") found = listAll(connection().platform.tenants.listTenants, {}, "tenants");
  else if (action === "create") {
    const chosen = positionals[1] ?? name;
    if (chosen === undefined) throw usageError("tenants create takes a NAME");
    const { tenant } = await connection().platform.tenants.createTenant(
      given({ name: chosen, tenantId: stringOf(values, "id"), ...settings }),
    );
    found = [tenant!];
  } else if (action === "budget") {
    const [, tenantId, units] = positionals;
    if (tenantId === undefined || units === undefined) throw usageError("tenants budget takes a TENANT_ID and UNITS an hour, or unlimited");
    const { tenant } = await connection().platform.tenants.setTenantBudget({ tenantId, budget: unitsOf("UNITS", units) });
    found = [tenant!];
  } else {
    const { tenants } = connection().client;
    const change = { ...settings, name };
    const answer = Object.values(change).every((value) => value === undefined)
      ? await tenants.getTenant({})
      : await tenants.updateTenantSettings(given(change));
    found = [answer.tenant!];
  }
  await printList(context, listed, found);
  return exitCodes.ok;
};

export const tenantsCommand: Command = {
  name: "tenants",
  usage: [
    "tenants list",
    "tenants create NAME [--ip-policy keep|truncate|remove] [--timezone ZONE]",
    "tenants settings [--ip-policy …] [--timezone …] [--name …]",
    "tenants budget TENANT_ID UNITS|unlimited",
  ],
  options: {
    name: { type: "string", value: "NAME", help: "what it is called" },
    id: { type: "string", value: "UUID", help: "of the new tenant (default: made by the service)" },
    "ip-policy": { type: "string", value: "POLICY", help: "what happens to addresses: keep, truncate or remove" },
    timezone: { type: "string", value: "ZONE", help: "whose days counts go by, as Europe/Berlin" },
  },
  run,
};
