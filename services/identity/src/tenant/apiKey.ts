import type { Decider } from "@marketing/shared/base/decider";
import { Result } from "effect";

/** Stream `api_key-<key id>`, of the tenant the key belongs to. Only the hash of the secret is ever stored. */
export type ApiKeyEvent =
  | {
      readonly type: "api_key_created";
      readonly data: {
        readonly keyId: string;
        readonly tenantId: string;
        readonly name: string;
        readonly secretSha256: string;
        readonly scopes: ReadonlyArray<string>;
        /** Calls an hour; null = unlimited. */
        readonly rateLimit: number | null;
        readonly createdAt: string;
        readonly expiresAt: string | null;
      };
    }
  | { readonly type: "api_key_revoked"; readonly data: { readonly keyId: string; readonly tenantId: string; readonly revokedAt: string } };

export type ApiKeyCommand =
  | { readonly type: "create"; readonly key: Extract<ApiKeyEvent, { type: "api_key_created" }>["data"] }
  | { readonly type: "revoke"; readonly now: Date };

export interface ApiKeyState {
  readonly key: Extract<ApiKeyEvent, { type: "api_key_created" }>["data"] | null;
  readonly revokedAt: string | null;
}

export const apiKeyDecider: Decider<ApiKeyState, ApiKeyCommand, ApiKeyEvent> = {
  initialState: { key: null, revokedAt: null },
  decide(c, { key, revokedAt }) {
    if (c.type === "create")
      return key === null
        ? Result.succeed([{ type: "api_key_created", data: c.key }])
        : Result.fail({ kind: "already_exists", reason: "API_KEY_EXISTS", message: "there is a key with this id" });
    if (key === null) return Result.fail({ kind: "not_found", reason: "API_KEY_NOT_FOUND", message: "no such API key" });
    if (revokedAt !== null) return Result.succeed([]);
    return Result.succeed([
      { type: "api_key_revoked", data: { keyId: key.keyId, tenantId: key.tenantId, revokedAt: c.now.toISOString() } },
    ]);
  },
  evolve: (state, event) =>
    event.type === "api_key_created" ? { key: event.data, revokedAt: null } : { ...state, revokedAt: event.data.revokedAt },
};
