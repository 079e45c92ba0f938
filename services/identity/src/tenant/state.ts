import type { TenantEvent, TenantSettings } from "./events.ts";

export interface TenantState {
  /** Null = there is no such tenant. */
  readonly tenantId: string | null;
  readonly name: string;
  readonly settings: TenantSettings;
  readonly createdAt: string;
  /** Units an hour of all its keys together; null = unlimited. */
  readonly budget: number | null;
}

export const initialTenant: TenantState = {
  tenantId: null,
  name: "",
  settings: { ipPolicy: "truncate", timezone: "UTC" },
  createdAt: "",
  budget: null,
};

export const evolve = (state: TenantState, event: TenantEvent): TenantState => {
  if (event.type === "tenant_budget_changed") return { ...state, budget: event.data.budget };
  const { tenantId, name, settings } = event.data;
  return { ...state, tenantId, name, settings, createdAt: event.type === "tenant_created" ? event.data.createdAt : state.createdAt };
};
