import { notFound } from "@marketing/shared/base/errors";
import { type Aggregate, type Loaded, load } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { executeOn, type Handled } from "@marketing/shared/command/execute";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type TenantCommand, tenantDecider } from "./decide.ts";
import type { TenantEvent } from "./events.ts";
import type { TenantState } from "./state.ts";

const tenant: Aggregate<TenantState, TenantCommand, TenantEvent> = { category: "tenant", decider: tenantDecider };

/** A command about one tenant; the caller's tenant is the one it is about. */
export const commandTenant = (caller: Caller, command: TenantCommand): Promise<Handled<TenantState, TenantEvent>> =>
  executeOn(caller, tenant, caller.tenantId, command);

/** Tenants are read from their own streams: few events, and the answer is never behind. Throws NOT_FOUND. */
export const loadTenant = async (log: EventLog, tenantId: string): Promise<Loaded<TenantState>> => {
  const found = await load(log, tenant, tenantId, tenantId);
  if (found.version === 0) throw notFound("TENANT_NOT_FOUND", "no such tenant");
  return found;
};
