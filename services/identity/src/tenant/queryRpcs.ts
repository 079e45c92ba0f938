import { TenantService } from "@marketing/protos/identity/v1/identity_service";
import { PLATFORM_ADMIN } from "@marketing/shared/auth/principal";
import { columns, page, pageOf } from "@marketing/shared/grpc/paging";
import { unary } from "@marketing/shared/grpc/rpc";
import { optional, pageFields, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { loadTenant } from "./commands.ts";
import { tenantMessage, tenantOfState } from "./messages.ts";
import { listTenants } from "./queries.ts";
import { targetTenant, tenantAdmin } from "./target.ts";

export const tenantQueryRpcs = (log: EventLog, pool: Pool) => ({
  getTenant: unary(TenantService.method.getTenant, {
    ...tenantAdmin,
    request: { tenantId: optional(uuid) },
    handle: async (ctx, r) => ({ tenant: tenantOfState(await loadTenant(log, targetTenant(ctx, r.tenantId))) }),
  }),

  listTenants: unary(TenantService.method.listTenants, {
    scope: PLATFORM_ADMIN,
    tenant: "none",
    request: pageFields,
    handle: async (ctx, r) => {
      const query = { rpc: "ListTenants" };
      const p = page(ctx, r, query, [columns.time, columns.uuid]);
      const rows = await listTenants(pool, p.after, p.limit + 1);
      const { messages: tenants, nextPageToken } = pageOf(rows, p, query, (t) => [t.created_at.toISOString(), t.tenant_id], tenantMessage);
      return { tenants, nextPageToken };
    },
  }),
});
