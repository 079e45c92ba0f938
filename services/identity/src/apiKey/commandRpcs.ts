import { TenantService } from "@marketing/protos/identity/v1/identity_service";
import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { isTenantScope } from "@marketing/shared/auth/principal";
import { alreadyExists, invalidField } from "@marketing/shared/base/errors";
import { receiptOf } from "@marketing/shared/command/receipt";
import { callerOf } from "@marketing/shared/grpc/caller";
import type { CallContext } from "@marketing/shared/grpc/context";
import { unary } from "@marketing/shared/grpc/rpc";
import { checked, commandFields, list, number, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { loadTenant } from "../tenant/commands.ts";
import { directoryHas } from "../tenant/directoryHas.ts";
import { targetTenant, tenantAdmin } from "../tenant/target.ts";
import { createKey, limitKey, revokeKey } from "./commands.ts";
import { apiKeyOfState } from "./messages.ts";

const scope = checked(text(65), (s) => (isTenantScope(s) ? null : "must be a scope of a tenant, as identity:read"));
const rateLimit = number({ min: 0, max: 2_000_000_000 });
const limitOf = (asked: number): number | null => (asked === 0 ? null : asked);
const callerKeyOf = ({ principal }: CallContext): string | null => (principal.kind === "api_key" ? principal.id : null);
/** The secret of the first answer is stored nowhere, so a repeat cannot have it. */
const shownOnce = () => alreadyExists("API_KEY_CREATED", "this request_id has created its key; the secret is not shown again");
const { createApiKey, setApiKeyLimit, revokeApiKey } = TenantService.method;

export const apiKeyCommandRpcs = (log: EventLog, pool: Pool) => ({
  createApiKey: unary(createApiKey, {
    ...tenantAdmin,
    request: {
      tenantId: optional(uuid),
      name: text(100),
      scopes: list(scope, 50, 1),
      rateLimit,
      expiresAt: optional(timestamp),
      requestId: commandFields.requestId,
    },
    handle: async (ctx, r) => {
      const tenantId = targetTenant(ctx, r.tenantId);
      await loadTenant(log, tenantId);
      const caller = callerOf(log, ctx, "CreateApiKey", r, tenantId);
      if (await receiptOf(caller)) throw shownOnce();
      if (r.expiresAt !== null && r.expiresAt.getTime() <= Date.now()) throw invalidField("expires_at", "must be in the future");
      const { keyId, apiKey, secretSha256 } = generateApiKey();
      const key = {
        keyId,
        tenantId,
        name: r.name,
        secretSha256,
        scopes: [...new Set(r.scopes)],
        rateLimit: limitOf(r.rateLimit),
        createdAt: new Date().toISOString(),
        expiresAt: r.expiresAt?.toISOString() ?? null,
      };
      const { state, version, position, replayed } = await createKey(caller, callerKeyOf(ctx), key);
      if (replayed) throw shownOnce();
      await directoryHas(pool, position);
      return { apiKey: apiKeyOfState(state, version), secret: apiKey, version, position };
    },
  }),

  setApiKeyLimit: unary(setApiKeyLimit, {
    scope: tenantAdmin.scope,
    request: { keyId: text(16), rateLimit, ...commandFields },
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "SetApiKeyLimit", r);
      const { state, version, position } = await limitKey(caller, callerKeyOf(ctx), r.keyId, limitOf(r.rateLimit));
      await directoryHas(pool, position);
      return { apiKey: apiKeyOfState(state, version), version, position };
    },
  }),

  revokeApiKey: unary(revokeApiKey, {
    scope: tenantAdmin.scope,
    request: { keyId: text(16), requestId: commandFields.requestId },
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "RevokeApiKey", r);
      const { state, version, position } = await revokeKey(caller, r.keyId, new Date());
      await directoryHas(pool, position);
      return { apiKey: apiKeyOfState(state, version), version, position };
    },
  }),
});
