import { IpPolicySchema, TenantService } from "@marketing/protos/identity/v1/identity_service";
import { PLATFORM_ADMIN } from "@marketing/shared/auth/principal";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, number, optional, optionalEnumOf, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { timezone } from "../grpc/fields.ts";
import { commandTenant } from "./commands.ts";
import { directoryHas } from "./directoryHas.ts";
import { knownTimezone } from "./knownTimezone.ts";
import { tenantOfState } from "./messages.ts";
import { targetTenant, tenantAdmin } from "./target.ts";

const ipPolicy = optionalEnumOf(IpPolicySchema, ["keep", "truncate", "remove"]);
const nobody = "00000000-0000-0000-0000-000000000000";
const { createTenant, updateTenantSettings, setTenantBudget } = TenantService.method;

export const tenantCommandRpcs = (log: EventLog, pool: Pool) => ({
  createTenant: unary(createTenant, {
    scope: PLATFORM_ADMIN,
    tenant: "none",
    request: {
      tenantId: optional(uuid),
      name: text(100),
      ipPolicy,
      timezone: optional(timezone),
      requestId: commandFields.requestId,
    },
    handle: async (ctx, r) => {
      await knownTimezone(pool, r.timezone);
      const tenantId = r.tenantId ?? (r.requestId === null ? uuidv7() : uuidv5(`tenant:${r.requestId}`, nobody));
      const settings = { ipPolicy: r.ipPolicy ?? "truncate", timezone: r.timezone ?? "UTC" };
      const created = await commandTenant(callerOf(log, ctx, "CreateTenant", r, tenantId), {
        type: "create",
        tenantId,
        name: r.name,
        settings,
        now: new Date(),
      });
      await directoryHas(pool, created.position);
      return { tenant: tenantOfState(created), version: created.version, position: created.position };
    },
  }),

  updateTenantSettings: unary(updateTenantSettings, {
    ...tenantAdmin,
    request: {
      tenantId: optional(uuid),
      name: optional(text(100)),
      ipPolicy,
      timezone: optional(timezone),
      ...commandFields,
    },
    handle: async (ctx, r) => {
      const tenantId = targetTenant(ctx, r.tenantId);
      await knownTimezone(pool, r.timezone);
      const settings = { ...(r.ipPolicy && { ipPolicy: r.ipPolicy }), ...(r.timezone && { timezone: r.timezone }) };
      const changed = await commandTenant(callerOf(log, ctx, "UpdateTenantSettings", r, tenantId), {
        type: "change",
        name: r.name,
        settings,
      });
      return { tenant: tenantOfState(changed), version: changed.version, position: changed.position };
    },
  }),

  setTenantBudget: unary(setTenantBudget, {
    scope: PLATFORM_ADMIN,
    tenant: "none",
    request: { tenantId: uuid, budget: number({ min: 0, max: 2_000_000_000 }), ...commandFields },
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "SetTenantBudget", r, r.tenantId);
      const changed = await commandTenant(caller, { type: "budget", budget: r.budget === 0 ? null : r.budget });
      await directoryHas(pool, changed.position);
      return { tenant: tenantOfState(changed), version: changed.version, position: changed.position };
    },
  }),
});
