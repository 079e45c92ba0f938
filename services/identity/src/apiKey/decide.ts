import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import type { ApiKey, ApiKeyEvent } from "./events.ts";
import { type ApiKeyState, evolve, initialApiKey } from "./state.ts";

export type ApiKeyCommand = { readonly type: "create"; readonly key: ApiKey } | { readonly type: "revoke"; readonly now: Date };

const decide = (c: ApiKeyCommand, { key, revokedAt }: ApiKeyState): Decision<ApiKeyEvent> => {
  if (c.type === "create")
    return key === null
      ? accept({ type: "api_key_created", data: c.key })
      : refuse("already_exists", "API_KEY_EXISTS", "there is a key with this id");
  if (key === null) return refuse("not_found", "API_KEY_NOT_FOUND", "no such API key");
  if (revokedAt !== null) return accept();
  return accept({ type: "api_key_revoked", data: { keyId: key.keyId, tenantId: key.tenantId, revokedAt: c.now.toISOString() } });
};

export const apiKeyDecider: Decider<ApiKeyState, ApiKeyCommand, ApiKeyEvent> = { initialState: initialApiKey, decide, evolve };
