import { type ApiKeySchema, DirectoryService, type TenantSchema } from "@marketing/protos/directory/v1/directory_service";
import { secretHash } from "@marketing/shared/auth/apiKey";
import { createAuthenticator } from "@marketing/shared/auth/authenticator";
import { notFound } from "@marketing/shared/base/errors";
import type { Logger } from "@marketing/shared/base/logger";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { implement, unary } from "@marketing/shared/grpc/rpc";
import { int64, number, text, uuid } from "@marketing/shared/grpc/schema";
import { type ServerOptions, startServer } from "@marketing/shared/grpc/server";
import { toStruct, toTimestamp } from "@marketing/shared/grpc/struct";
import { testDirectoryKey } from "./services.ts";

type Tenant = Outgoing<typeof TenantSchema>;
type ApiKey = Outgoing<typeof ApiKeySchema>;

/** The directory of tenants and keys, where a test plays identity. */
export interface PlayedDirectory {
  readonly address: string;
  /** Known already = nothing. */
  addTenant(tenantId: string, tenant?: Partial<Tenant>): void;
  /** Anew with the same id = a change of it. */
  addKey(key: Pick<ApiKey, "keyId" | "tenantId" | "secretSha256" | "scopes"> & Partial<ApiKey>): void;
  close(): Promise<void>;
}

const quiet = () => undefined;
const silent: Logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const common = { scope: "platform:directory", tenant: "none" } as const;
const { readChanges, findApiKey, findTenant } = DirectoryService.method;

export const playDirectory = async (options: Pick<ServerOptions, "credentials"> = {}): Promise<PlayedDirectory> => {
  const tenants = new Map<string, { readonly position: number; readonly tenant: Tenant }>();
  const keys = new Map<string, { readonly position: number; readonly apiKey: ApiKey }>();
  let position = 0;
  const createdAt = toTimestamp(new Date());
  const server = await startServer({
    ...options,
    service: "directory",
    address: "127.0.0.1:0",
    logger: silent,
    reflection: false,
    auth: createAuthenticator({
      directory: { findKey: async () => null, hasTenant: async () => true },
      directoryKey: secretHash(testDirectoryKey),
    }),
    implementations: [
      implement(DirectoryService, {
        readChanges: unary(readChanges, {
          ...common,
          request: { afterPosition: int64({ min: 0 }), generation: number(), limit: number() },
          handle: (_, { afterPosition, limit }) => {
            const changes = [
              ...[...tenants.values()].map((one) => ({ ...one, apiKey: null })),
              ...[...keys.values()].map((one) => ({ ...one, tenant: null })),
            ];
            const later = changes.filter((one) => one.position > afterPosition).sort((a, b) => a.position - b.position);
            return { changes: later.slice(0, limit), generation: 1 };
          },
        }),
        findApiKey: unary(findApiKey, {
          ...common,
          request: { keyId: text(16) },
          handle: (_, { keyId }) => {
            const found = keys.get(keyId);
            if (!found) throw notFound("API_KEY_NOT_FOUND", "no such API key");
            return { apiKey: found.apiKey, tenantBudget: tenants.get(found.apiKey.tenantId)?.tenant.budget ?? null };
          },
        }),
        findTenant: unary(findTenant, {
          ...common,
          request: { tenantId: uuid },
          handle: (_, { tenantId }) => {
            const found = tenants.get(tenantId);
            if (!found) throw notFound("TENANT_NOT_FOUND", "no such tenant");
            return { tenant: found.tenant };
          },
        }),
      }),
    ],
  });
  return {
    address: `127.0.0.1:${server.port}`,
    addTenant(tenantId, tenant = {}) {
      if (tenants.has(tenantId) && Object.keys(tenant).length === 0) return;
      const whole = { tenantId, name: "test", settings: toStruct({}), budget: null, createdAt, ...tenant };
      tenants.set(tenantId, { position: ++position, tenant: whole });
    },
    addKey(key) {
      const whole = { name: "test", rateLimit: null, revoked: false, expiresAt: null, createdAt, ...key };
      keys.set(key.keyId, { position: ++position, apiKey: whole });
    },
    close: () => server.close({ graceMs: 0 }),
  };
};
