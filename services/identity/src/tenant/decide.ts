import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import type { TenantEvent, TenantSettings } from "./events.ts";
import { evolve, initialTenant, type TenantState } from "./state.ts";

export type TenantCommand =
  | { readonly type: "create"; readonly tenantId: string; readonly name: string; readonly settings: TenantSettings; readonly now: Date }
  | { readonly type: "change"; readonly name: string | null; readonly settings: Partial<TenantSettings> }
  | { readonly type: "budget"; readonly budget: number | null };

const decide = (c: TenantCommand, state: TenantState): Decision<TenantEvent> => {
  if (c.type === "create") {
    if (state.tenantId !== null) return refuse("already_exists", "TENANT_EXISTS", `tenant ${c.tenantId} exists`);
    const { tenantId, name, settings, now } = c;
    return accept({ type: "tenant_created", data: { tenantId, name, settings, createdAt: now.toISOString() } });
  }
  if (state.tenantId === null) return refuse("not_found", "TENANT_NOT_FOUND", "no such tenant");
  if (c.type === "budget")
    return c.budget === state.budget
      ? accept()
      : accept({ type: "tenant_budget_changed", data: { tenantId: state.tenantId, budget: c.budget } });
  const name = c.name ?? state.name;
  const settings = { ...state.settings, ...c.settings };
  const same = name === state.name && settings.ipPolicy === state.settings.ipPolicy && settings.timezone === state.settings.timezone;
  return same ? accept() : accept({ type: "tenant_settings_changed", data: { tenantId: state.tenantId, name, settings } });
};

export const tenantDecider: Decider<TenantState, TenantCommand, TenantEvent> = { initialState: initialTenant, decide, evolve };
