import type { TenantEvent, TenantSettings } from "./events.ts";

export interface TenantState {
  /** Null = there is no such tenant. */
  readonly tenantId: string | null;
  readonly name: string;
  readonly settings: TenantSettings;
  readonly createdAt: string;
}

export const initialTenant: TenantState = {
  tenantId: null,
  name: "",
  settings: { ipPolicy: "truncate", timezone: "UTC" },
  createdAt: "",
};

export const evolve = (state: TenantState, { type, data }: TenantEvent): TenantState => ({
  tenantId: data.tenantId,
  name: data.name,
  settings: data.settings,
  createdAt: type === "tenant_created" ? data.createdAt : state.createdAt,
});
