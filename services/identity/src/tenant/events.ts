import { TenantCreatedSchema, TenantSettingsChangedSchema } from "@marketing/protos/identity/v1/identity_events";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";

export type IpPolicy = "keep" | "truncate" | "remove";

export interface TenantSettings {
  readonly ipPolicy: IpPolicy;
  /** IANA name */
  readonly timezone: string;
}

interface About {
  readonly tenantId: string;
  readonly name: string;
  readonly settings: TenantSettings;
}

const tenantId = "018f0000-0000-7000-8000-0000000000aa";
const sample: About = { tenantId, name: "Engines", settings: { ipPolicy: "truncate", timezone: "Europe/Berlin" } };

/** Stream `tenant-<id>`, which belongs to the tenant itself. Times are RFC 3339: these events feed every service's directory as they are. */
export const tenantEvents = defineEvents(
  {
    tenant_created: event<About & { readonly createdAt: string }>({
      version: 1,
      public: shape("tenant.created", TenantCreatedSchema, ({ tenantId, name, settings, createdAt }) => ({
        tenantId,
        name,
        settings,
        createdAt,
      })),
      sample: { ...sample, createdAt: "2026-05-04T09:30:00.000Z" },
    }),
    tenant_settings_changed: event<About>({
      version: 1,
      public: shape("tenant.settings-changed", TenantSettingsChangedSchema, ({ tenantId, name, settings }) => ({
        tenantId,
        name,
        settings,
      })),
      sample,
    }),
    tenant_budget_changed: event<{ readonly tenantId: string; readonly budget: number | null }>({
      version: 1,
      sample: { tenantId, budget: 1_000_000 },
    }),
  },
  { sampleStream: `tenant-${tenantId}` },
);
export type TenantEvent = EventOf<typeof tenantEvents>;
