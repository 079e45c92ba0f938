import { TenantService } from "@marketing/protos/identity/v1/identity_service";
import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { isTenantScope } from "@marketing/shared/auth/principal";
import { alreadyExists } from "@marketing/shared/base/errors";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { checked, commandFields, list, number, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { loadTenant } from "../tenant/commands.ts";
import { targetTenant, tenantAdmin } from "../tenant/target.ts";
import { commandApiKey } from "./commands.ts";
import { apiKeyOfState } from "./messages.ts";

const scope = checked(text(65), (s) => (isTenantScope(s) ? null : "must be a scope of a tenant, as identity:read"));
const { createApiKey, revokeApiKey } = TenantService.method;

export const apiKeyCommandRpcs = (log: EventLog) => ({
  createApiKey: unary(createApiKey, {
    ...tenantAdmin,
    request: {
      tenantId: optional(uuid),
      name: text(100),
      scopes: list(scope, 50, 1),
      rateLimit: number({ min: 0, max: 2_000_000_000 }),
      expiresAt: optional(timestamp),
      requestId: commandFields.requestId,
    },
    handle: async (ctx, r) => {
      const tenantId = targetTenant(ctx, r.tenantId);
      await loadTenant(log, tenantId);
      const caller = callerOf(log, ctx, "CreateApiKey", r, tenantId);
      // the secret of the first answer is stored nowhere, so a repeat cannot have it
      if (caller.appendId !== null && (await log.findReceipt(tenantId, caller.appendId)))
        throw alreadyExists("API_KEY_CREATED", "this request_id has created its key; the secret is not shown again");
      const { keyId, apiKey, secretSha256 } = generateApiKey();
      const key = {
        keyId,
        tenantId,
        name: r.name,
        secretSha256,
        scopes: [...new Set(r.scopes)],
        rateLimit: r.rateLimit === 0 ? null : r.rateLimit,
        createdAt: new Date().toISOString(),
        expiresAt: r.expiresAt?.toISOString() ?? null,
      };
      const { state, version, position } = await commandApiKey(caller, keyId, { type: "create", key });
      return { apiKey: apiKeyOfState(state, version), secret: apiKey, version, position };
    },
  }),

  revokeApiKey: unary(revokeApiKey, {
    scope: tenantAdmin.scope,
    request: { keyId: text(16), requestId: commandFields.requestId },
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "RevokeApiKey", r);
      const { state, version, position } = await commandApiKey(caller, r.keyId, { type: "revoke", now: new Date() });
      return { apiKey: apiKeyOfState(state, version), version, position };
    },
  }),
});
