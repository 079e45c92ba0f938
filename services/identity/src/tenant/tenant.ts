import type { Decider, Rejection } from "@marketing/shared/base/decider";
import { Result } from "effect";

export type IpPolicy = "keep" | "truncate" | "remove";
export interface TenantSettings {
  readonly ipPolicy: IpPolicy;
  /** IANA name */
  readonly timezone: string;
}

/** Stream `tenant-<id>`, which belongs to the tenant itself. Times are RFC 3339: these events feed every service's directory as they are. */
export type TenantEvent =
  | {
      readonly type: "tenant_created";
      readonly data: { readonly tenantId: string; readonly name: string; readonly settings: TenantSettings; readonly createdAt: string };
    }
  | {
      readonly type: "tenant_settings_changed";
      readonly data: { readonly tenantId: string; readonly name: string; readonly settings: TenantSettings };
    };

export type TenantCommand =
  | { readonly type: "create"; readonly tenantId: string; readonly name: string; readonly settings: TenantSettings; readonly now: Date }
  | { readonly type: "change"; readonly name: string | null; readonly settings: Partial<TenantSettings> };

export interface TenantState {
  readonly tenantId: string | null;
  readonly name: string;
  readonly settings: TenantSettings;
  readonly createdAt: string;
}

const refuse = (kind: Rejection["kind"], reason: string, message: string) => Result.fail({ kind, reason, message });

export const tenantDecider: Decider<TenantState, TenantCommand, TenantEvent> = {
  initialState: { tenantId: null, name: "", settings: { ipPolicy: "truncate", timezone: "UTC" }, createdAt: "" },
  decide(c, state) {
    if (c.type === "create") {
      if (state.tenantId !== null) return refuse("already_exists", "TENANT_EXISTS", `tenant ${c.tenantId} exists`);
      const { tenantId, name, settings, now } = c;
      return Result.succeed([{ type: "tenant_created", data: { tenantId, name, settings, createdAt: now.toISOString() } }]);
    }
    if (state.tenantId === null) return refuse("not_found", "TENANT_NOT_FOUND", "no such tenant");
    const name = c.name ?? state.name;
    const settings = { ...state.settings, ...c.settings };
    if (name === state.name && settings.ipPolicy === state.settings.ipPolicy && settings.timezone === state.settings.timezone)
      return Result.succeed([]);
    return Result.succeed([{ type: "tenant_settings_changed", data: { tenantId: state.tenantId, name, settings } }]);
  },
  evolve: (state, { type, data }) => ({
    tenantId: data.tenantId,
    name: data.name,
    settings: data.settings,
    createdAt: type === "tenant_created" ? data.createdAt : state.createdAt,
  }),
};
