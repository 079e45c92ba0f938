import type { ApiKeySchema } from "@marketing/protos/identity/v1/identity_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { toTimestamp, toTimestampOrNull } from "@marketing/shared/grpc/struct";
import type { ApiKeyRow } from "./queries.ts";
import type { ApiKeyState } from "./state.ts";

export const apiKeyMessage = (k: ApiKeyRow): Outgoing<typeof ApiKeySchema> => ({
  keyId: k.key_id,
  tenantId: k.tenant_id,
  name: k.name,
  scopes: k.scopes,
  rateLimit: k.rate_limit ?? 0,
  createdAt: toTimestamp(k.created_at),
  revokedAt: toTimestampOrNull(k.revoked_at),
  expiresAt: toTimestampOrNull(k.expires_at),
  version: k.version,
});

export const apiKeyOfState = ({ key, revokedAt }: ApiKeyState, version: number): Outgoing<typeof ApiKeySchema> =>
  apiKeyMessage({
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
