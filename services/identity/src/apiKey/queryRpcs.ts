import { TenantService } from "@marketing/protos/identity/v1/identity_service";
import { columns, page, pageOf } from "@marketing/shared/grpc/paging";
import { unary } from "@marketing/shared/grpc/rpc";
import { optional, pageFields, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { targetTenant, tenantAdmin } from "../tenant/target.ts";
import { apiKeyMessage } from "./messages.ts";
import { listApiKeys } from "./queries.ts";

export const apiKeyQueryRpcs = (pool: Pool) => ({
  listApiKeys: unary(TenantService.method.listApiKeys, {
    ...tenantAdmin,
    request: { tenantId: optional(uuid), ...pageFields },
    handle: async (ctx, r) => {
      const tenantId = targetTenant(ctx, r.tenantId);
      const query = { rpc: "ListApiKeys", tenantId };
      const p = page(ctx, r, query, [columns.time, columns.text]);
      const rows = await listApiKeys(pool, tenantId, p.after, p.limit + 1);
      const { messages: apiKeys, nextPageToken } = pageOf(rows, p, query, (k) => [k.created_at.toISOString(), k.key_id], apiKeyMessage);
      return { apiKeys, nextPageToken };
    },
  }),
});
