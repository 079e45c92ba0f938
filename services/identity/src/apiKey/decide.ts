import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import { Result } from "effect";
import { beyond, type Powers } from "./bounds.ts";
import type { ApiKey, ApiKeyEvent } from "./events.ts";
import { type ApiKeyState, evolve, initialApiKey } from "./state.ts";

/** `by`: the caller's key, null = the platform. `namesake`: the id of the key in force that has this name already. */
export type ApiKeyCommand =
  | { readonly type: "create"; readonly key: ApiKey; readonly by: Powers | null; readonly namesake: string | null }
  | { readonly type: "limit"; readonly rateLimit: number | null; readonly by: Powers | null }
  | { readonly type: "revoke"; readonly now: Date };

const notBeyond = (asked: Partial<Powers>, by: Powers | null): Decision<never> => {
  const violations = beyond(asked, by);
  if (violations.length === 0) return accept();
  const message = violations.map(({ field, description }) => `${field}: ${description}`).join("; ");
  return Result.fail({ kind: "permission_denied", reason: "EXCEEDS_CALLER", message, violations });
};

const nameIsFree = ({ name }: ApiKey, namesake: string | null): Decision<never> =>
  namesake === null
    ? accept()
    : refuse(
        "already_exists",
        "API_KEY_NAME_TAKEN",
        `key ${namesake} is called ${JSON.stringify(name)} and is in force: revoke it first, or choose another name`,
        { key_id: namesake },
      );

const decide = (c: ApiKeyCommand, { key, revokedAt }: ApiKeyState): Decision<ApiKeyEvent> => {
  if (c.type === "create") {
    if (key !== null) return refuse("already_exists", "API_KEY_EXISTS", "there is a key with this id");
    return notBeyond(c.key, c.by).pipe(
      Result.andThen(() => nameIsFree(c.key, c.namesake)),
      Result.andThen(() => accept({ type: "api_key_created", data: c.key })),
    );
  }
  if (key === null) return refuse("not_found", "API_KEY_NOT_FOUND", "no such API key");
  const { keyId, tenantId } = key;
  if (c.type === "revoke")
    return revokedAt === null ? accept({ type: "api_key_revoked", data: { keyId, tenantId, revokedAt: c.now.toISOString() } }) : accept();
  if (revokedAt !== null) return refuse("failed_precondition", "API_KEY_REVOKED", "a revoked key has no limit");
  const { rateLimit } = c;
  return Result.andThen(notBeyond({ rateLimit }, c.by), () =>
    rateLimit === key.rateLimit ? accept() : accept({ type: "api_key_limit_changed", data: { keyId, tenantId, rateLimit } }),
  );
};

export const apiKeyDecider: Decider<ApiKeyState, ApiKeyCommand, ApiKeyEvent> = { initialState: initialApiKey, decide, evolve };
