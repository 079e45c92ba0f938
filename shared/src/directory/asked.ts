import type { KeyDirectory } from "../auth/keyDirectory.ts";
import { defaults } from "../base/defaults.ts";
import { unavailable } from "../base/errors.ts";

/**
 * A directory that asks `origin` for what `own` has not heard of yet, so that a key works everywhere the moment it was made. There are
 * `perSecond` questions and no more, whoever calls with keys that do not exist: whoever is not asked for comes again, which is what
 * UNAVAILABLE says; a refusal would be final.
 */
export const askedDirectory = (own: KeyDirectory, origin: KeyDirectory, perSecond = defaults.auth.questionsPerSecond): KeyDirectory => {
  let [left, filledAt] = [perSecond, performance.now()];
  const mayAsk = (): boolean => {
    const now = performance.now();
    left = Math.min(perSecond, left + ((now - filledAt) * perSecond) / 1_000);
    filledAt = now;
    if (left < 1) return false;
    left--;
    return true;
  };
  const ask = async <A>(question: () => Promise<A>): Promise<A> => {
    const cannot = (cause?: unknown) =>
      unavailable("DIRECTORY_UNAVAILABLE", "whether there is such a key or tenant cannot be asked just now; call again", {
        retryAfterMs: 1_000,
        cause,
      });
    if (!mayAsk()) throw cannot();
    try {
      return await question();
    } catch (error) {
      throw cannot(error);
    }
  };
  return {
    findKey: async (keyId) => (await own.findKey(keyId)) ?? ask(() => origin.findKey(keyId)),
    hasTenant: async (tenantId) => (await own.hasTenant(tenantId)) || ask(() => origin.hasTenant(tenantId)),
  };
};
