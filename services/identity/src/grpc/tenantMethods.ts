import { generateApiKey } from "@marketing/shared/auth/apiKey";
import { isTenantScope, PLATFORM_ADMIN } from "@marketing/shared/auth/principal";
import { alreadyExists, invalidField, notFound } from "@marketing/shared/base/errors";
import { appendIdOf, uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import type { CallContext } from "@marketing/shared/grpc/context";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { type Method, method } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { commandFields, list, number, oneOf, optional, pageFields, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import { handleCommand } from "@marketing/shared/log/commandHandler";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { type ApiKeyState, apiKeyDecider } from "../tenant/apiKey.ts";
import { type IpPolicy, type TenantState, tenantDecider } from "../tenant/tenant.ts";
import { type ApiKeyRow, listApiKeys, listTenants } from "../tenant/tenantQueries.ts";
import { timezone } from "./fields.ts";
import { apiKeyMessage, tenantMessage } from "./messages.ts";

const admin = { scope: "tenant:admin", tenant: "none" } as const;
const platform = { scope: PLATFORM_ADMIN, tenant: "none" } as const;
const ipPolicy = optional(oneOf("IP_POLICY", ["unspecified", "keep", "truncate", "remove"]));
const named = (policy: string | null): IpPolicy | null => (policy === null || policy === "unspecified" ? null : (policy as IpPolicy));

const tenantStream = (id: string): string => `tenant-${id}`;
const keyStream = (id: string): string => `api_key-${id}`;

/** The tenant meant: the caller's own unless named; another's does not exist for a tenant's key. */
const target = (ctx: CallContext, asked: string | null): string => {
  const tenantId = asked ?? ctx.tenantId;
  if (tenantId === "") throw invalidField("tenant_id", "is required: the caller belongs to no tenant");
  if (ctx.principal.tenantId !== null && ctx.principal.tenantId !== tenantId) throw notFound("TENANT_NOT_FOUND", "no such tenant");
  return tenantId;
};

const ofState = (t: TenantState, version: number) =>
  tenantMessage({
    tenant_id: t.tenantId!,
    name: t.name,
    ip_policy: t.settings.ipPolicy,
    timezone: t.settings.timezone,
    created_at: new Date(t.createdAt),
    version,
  });

const keyRow = ({ key, revokedAt }: ApiKeyState, version: number): ApiKeyRow => ({
  tenant_id: key!.tenantId,
  key_id: key!.keyId,
  name: key!.name,
  scopes: key!.scopes,
  rate_limit: key!.rateLimit,
  created_at: new Date(key!.createdAt),
  expires_at: key!.expiresAt === null ? null : new Date(key!.expiresAt),
  revoked_at: revokedAt === null ? null : new Date(revokedAt),
  version,
});

/** Tenants are read from their own streams: few events, and the answer is never behind. */
const loadTenant = async (log: EventLog, tenantId: string): Promise<{ state: TenantState; version: number }> => {
  const events = await log.readStreamAll(tenantId, tenantStream(tenantId));
  if (events.length === 0) throw notFound("TENANT_NOT_FOUND", "no such tenant");
  return {
    state: events.reduce((s, e) => tenantDecider.evolve(s, e as never), tenantDecider.initialState),
    version: events.at(-1)!.version,
  };
};

const scopeList = list(
  text(65).pipe(
    Schema.check(Schema.makeFilter((s: string) => isTenantScope(s) || "must be a scope of a tenant, as identity:read")),
  ) as unknown as Schema.Codec<string, unknown>,
  50,
  1,
);

export const tenantMethods = (log: EventLog, pool: Pool): Record<string, Method> => ({
  createTenant: method({
    ...platform,
    request: Schema.Struct({
      tenantId: optional(uuid),
      name: text(100),
      ipPolicy,
      timezone: optional(timezone),
      requestId: commandFields.requestId,
    }),
    handle: async (ctx, r) => {
      const nobody = "00000000-0000-0000-0000-000000000000";
      const tenantId = r.tenantId ?? (r.requestId === null ? uuidv7() : uuidv5(`tenant:${r.requestId}`, nobody));
      const settings = { ipPolicy: named(r.ipPolicy) ?? "truncate", timezone: r.timezone ?? "UTC" };
      const { state, version, position } = await handleCommand({
        log,
        decider: tenantDecider,
        tenantId,
        streamId: tenantStream(tenantId),
        command: { type: "create", tenantId, name: r.name, settings, now: new Date() },
        appendId: r.requestId === null ? undefined : appendIdOf(tenantId, "CreateTenant", r.requestId),
        metadata: metadataOf(ctx),
      });
      return { tenant: ofState(state, version), version, position };
    },
  }),

  getTenant: method({
    ...admin,
    request: Schema.Struct({ tenantId: optional(uuid) }),
    handle: async (ctx, r) => {
      const { state, version } = await loadTenant(log, target(ctx, r.tenantId));
      return { tenant: ofState(state, version) };
    },
  }),

  listTenants: method({
    ...platform,
    request: Schema.Struct(pageFields),
    handle: async (_, r) => {
      const query = { rpc: "ListTenants" };
      const p = page(r, query);
      const rows = await listTenants(pool, p.after as [string, string] | null, p.limit + 1);
      const { rows: tenants, nextPageToken } = pageOf(rows, p, query, (t) => [t.created_at.toISOString(), t.tenant_id]);
      return { tenants: tenants.map(tenantMessage), nextPageToken };
    },
  }),

  updateTenantSettings: method({
    ...admin,
    request: Schema.Struct({
      tenantId: optional(uuid),
      name: optional(text(100)),
      ipPolicy,
      timezone: optional(timezone),
      ...commandFields,
    }),
    handle: async (ctx, r) => {
      const tenantId = target(ctx, r.tenantId);
      const policy = named(r.ipPolicy);
      const settings = { ...(policy === null ? {} : { ipPolicy: policy }), ...(r.timezone === null ? {} : { timezone: r.timezone }) };
      const { state, version, position } = await handleCommand({
        log,
        decider: tenantDecider,
        tenantId,
        streamId: tenantStream(tenantId),
        command: { type: "change", name: r.name, settings },
        appendId: r.requestId === null ? undefined : appendIdOf(tenantId, "UpdateTenantSettings", r.requestId),
        expectedVersion: r.expectedVersion ?? undefined,
        metadata: metadataOf(ctx),
      });
      return { tenant: ofState(state, version), version, position };
    },
  }),

  createApiKey: method({
    ...admin,
    request: Schema.Struct({
      tenantId: optional(uuid),
      name: text(100),
      scopes: scopeList,
      rateLimit: number({ min: 0, max: 2_000_000_000 }),
      expiresAt: optional(timestamp),
      requestId: commandFields.requestId,
    }),
    handle: async (ctx, r) => {
      const tenantId = target(ctx, r.tenantId);
      await loadTenant(log, tenantId);
      const appendId = r.requestId === null ? undefined : appendIdOf(tenantId, "CreateApiKey", r.requestId);
      // the secret of the first answer is stored nowhere, so a repeat cannot have it
      if (appendId !== undefined && (await log.findReceipt(tenantId, appendId)))
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
      const { state, version, position } = await handleCommand({
        log,
        decider: apiKeyDecider,
        tenantId,
        streamId: keyStream(keyId),
        command: { type: "create", key },
        appendId,
        metadata: metadataOf(ctx),
      });
      return { apiKey: apiKeyMessage(keyRow(state, version)), secret: apiKey, version, position };
    },
  }),

  listApiKeys: method({
    ...admin,
    request: Schema.Struct({ tenantId: optional(uuid), ...pageFields }),
    handle: async (ctx, r) => {
      const tenantId = target(ctx, r.tenantId);
      const query = { rpc: "ListApiKeys", tenantId };
      const p = page(r, query);
      const rows = await listApiKeys(pool, tenantId, p.after as [string, string] | null, p.limit + 1);
      const { rows: apiKeys, nextPageToken } = pageOf(rows, p, query, (k) => [k.created_at.toISOString(), k.key_id]);
      return { apiKeys: apiKeys.map(apiKeyMessage), nextPageToken };
    },
  }),

  revokeApiKey: method({
    scope: admin.scope,
    request: Schema.Struct({ keyId: text(16), requestId: commandFields.requestId }),
    handle: async (ctx, r) => {
      const { state, version, position } = await handleCommand({
        log,
        decider: apiKeyDecider,
        tenantId: ctx.tenantId,
        streamId: keyStream(r.keyId),
        command: { type: "revoke", now: new Date() },
        appendId: r.requestId === null ? undefined : appendIdOf(ctx.tenantId, "RevokeApiKey", r.requestId),
        metadata: metadataOf(ctx),
      });
      return { apiKey: apiKeyMessage(keyRow(state, version)), version, position };
    },
  }),
});
