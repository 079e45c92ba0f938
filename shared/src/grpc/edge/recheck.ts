import type { Principal } from "../../auth/principal.ts";
import type { ServerEnv } from "../serverCall.ts";

/**
 * Looks every so often whether the callers of open calls still may call, and ends the calls of those whose key was revoked, has expired or
 * lost the scope. Calls of one key share one look. A key that cannot be looked up at the moment stays as it was.
 */
export const startRechecks = (env: ServerEnv, everyMs: number): (() => void) => {
  const timer = setInterval(() => {
    const looks = new Map<string, Promise<Principal>>();
    for (const call of env.open) call.recheck(looks);
  }, everyMs).unref();
  return () => clearInterval(timer);
};
