import { ApiKeyCreatedSchema, ApiKeyRevokedSchema } from "@marketing/protos/identity/v1/identity_events";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";

/** An API key; of its secret only the hash is ever stored. */
export interface ApiKey {
  readonly keyId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly secretSha256: string;
  readonly scopes: ReadonlyArray<string>;
  /** Units an hour; null = unlimited. */
  readonly rateLimit: number | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

const keyId = "k3qx7m2p9v4t";
const tenantId = "018f0000-0000-7000-8000-0000000000aa";
const at = "2026-05-04T09:30:00.000Z";

/** Stream `api_key-<key id>`, of the tenant the key belongs to. Times are RFC 3339. */
export const apiKeyEvents = defineEvents(
  {
    api_key_created: event<ApiKey>({
      version: 1,
      public: shape("api-key.created", ApiKeyCreatedSchema, (key) => ({
        keyId: key.keyId,
        tenantId: key.tenantId,
        name: key.name,
        secretSha256: undefined,
        scopes: [...key.scopes],
        rateLimit: key.rateLimit ?? undefined,
        createdAt: key.createdAt,
        expiresAt: key.expiresAt ?? undefined,
      })),
      sample: {
        keyId,
        tenantId,
        name: "shop",
        secretSha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        scopes: ["tracking:write"],
        rateLimit: 100_000,
        createdAt: at,
        expiresAt: null,
      },
    }),
    api_key_revoked: event<{ readonly keyId: string; readonly tenantId: string; readonly revokedAt: string }>({
      version: 1,
      public: shape("api-key.revoked", ApiKeyRevokedSchema, ({ keyId, tenantId, revokedAt }) => ({ keyId, tenantId, revokedAt })),
      sample: { keyId, tenantId, revokedAt: at },
    }),
    api_key_limit_changed: event<{ readonly keyId: string; readonly tenantId: string; readonly rateLimit: number | null }>({
      version: 1,
      sample: { keyId, tenantId, rateLimit: 5_000 },
    }),
    /** In the stream of the key that called: what it gave another, which it can only do while it has it. */
    api_key_delegated: event<{ readonly keyId: string; readonly tenantId: string; readonly toKeyId: string }>({
      version: 1,
      sample: { keyId, tenantId, toKeyId: "w8r2c5n1x6d3" },
    }),
  },
  { sampleStream: `api_key-${keyId}` },
);
export type ApiKeyEvent = EventOf<typeof apiKeyEvents>;
