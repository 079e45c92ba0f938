import { unauthenticated } from "@marketing/shared/base/errors";
import { type Aggregate, load, streamIdOf } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { execute, executeOn, type Handled, type Write } from "@marketing/shared/command/execute";
import { type ApiKeyCommand, apiKeyDecider } from "./decide.ts";
import type { ApiKey, ApiKeyEvent } from "./events.ts";
import { nameClaims } from "./nameClaims.ts";
import { type ApiKeyState, inForce } from "./state.ts";

const apiKey: Aggregate<ApiKeyState, ApiKeyCommand, ApiKeyEvent> = { category: "api_key", decider: apiKeyDecider };
type Done = Promise<Handled<ApiKeyState, ApiKeyEvent>>;

/** The caller's own key as it is now. Authentication may have seen it some seconds ago. */
const loadCaller = async ({ log, tenantId }: Caller, keyId: string) => {
  const { state, version } = await load(log, apiKey, tenantId, keyId);
  if (state.key === null || state.revokedAt !== null) throw unauthenticated("API_KEY_REVOKED", "the API key was revoked");
  if (state.key.expiresAt !== null && Date.parse(state.key.expiresAt) <= Date.now())
    throw unauthenticated("API_KEY_EXPIRED", "the API key has expired");
  return { key: state.key, version };
};

interface Giving {
  readonly command: (by: ApiKey | null) => ApiKeyCommand;
  readonly alongside?: ReadonlyArray<Write>;
}

/**
 * A command by which the caller's key gives another of what it has itself; `callerKeyId` null = the platform. The gift stands in both streams
 * or in none: a key that is revoked, or limited, at the same moment gives nothing more.
 */
const give = (caller: Caller, callerKeyId: string | null, keyId: string, look: () => Promise<Giving>): Done =>
  execute(
    caller,
    apiKey,
    async () => {
      const [by, current, { command, alongside = [] }] = await Promise.all([
        callerKeyId === null ? null : loadCaller(caller, callerKeyId),
        load(caller.log, apiKey, caller.tenantId, keyId),
        look(),
      ]);
      return {
        current,
        command: command(by?.key ?? null),
        alongside: () => {
          if (by === null || by.key.keyId === keyId) return alongside;
          const data = { keyId: by.key.keyId, tenantId: caller.tenantId, toKeyId: keyId };
          const delegated = {
            streamId: streamIdOf(apiKey, by.key.keyId),
            expected: by.version,
            events: [{ type: "api_key_delegated", data }],
          };
          return [...alongside, delegated];
        },
      };
    },
    { id: keyId },
  );

/** Of those who make keys of one name at once, one does; the others look again and find its key. */
export const createKey = (caller: Caller, callerKeyId: string | null, key: ApiKey): Done =>
  give(caller, callerKeyId, key.keyId, async () => {
    const claim = await nameClaims.find(caller.log, caller.tenantId, key.name);
    const holder = claim.holder === null ? null : await load(caller.log, apiKey, caller.tenantId, claim.holder);
    const namesake = holder && inForce(holder.state, new Date()) ? holder.id : null;
    return { command: (by) => ({ type: "create", key, by, namesake }), alongside: [nameClaims.take(claim, key.keyId)] };
  });

export const limitKey = (caller: Caller, callerKeyId: string | null, keyId: string, rateLimit: number | null): Done =>
  give(caller, callerKeyId, keyId, async () => ({ command: (by) => ({ type: "limit", rateLimit, by }) }));

export const revokeKey = (caller: Caller, keyId: string, now: Date): Done => executeOn(caller, apiKey, keyId, { type: "revoke", now });
