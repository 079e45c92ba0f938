import type { Redis } from "ioredis";
import { defaults } from "../base/defaults.ts";
import { createLogger, type Logger } from "../base/logger.ts";

export interface RateDecision {
  readonly allowed: boolean;
  /** Calls left in the window. */
  readonly remaining: number;
  /** Until the window ends, in ms. */
  readonly retryAfterMs: number;
}

export interface RateLimiter {
  /** Counts one call of a key. Never throws: where Redis does not answer, the call is allowed. */
  take(tenantId: string, keyId: string, limit: number): Promise<RateDecision>;
}

/**
 * A fixed window: one script counts the call and returns what is left of the window. A counter without an expiry (after a restore) gets
 * one.
 */
const script = `
local count = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return { count, left }`;

export const rateLimitKey = (tenantId: string, keyId: string): string => `t:{${tenantId}}:rate_limit:api_key:${keyId}`;

interface Scripted {
  takeFromWindow(key: string, windowMs: number): Promise<[number, number]>;
}

export interface RateLimiterOptions {
  readonly redis: Redis;
  /** Default one hour. */
  readonly windowMs?: number;
  /** Redis gets this long to answer. Default 500 ms. */
  readonly timeoutMs?: number;
  readonly logger?: Logger;
}

/** Fails open: a limit that cannot be counted must not stop the traffic; the log says so, at most once in ten seconds. */
export const createRateLimiter = ({
  redis,
  windowMs = defaults.redis.rateLimitWindowMs,
  timeoutMs = defaults.redis.rateLimitTimeoutMs,
  logger = createLogger("rate-limit"),
}: RateLimiterOptions): RateLimiter => {
  redis.defineCommand("takeFromWindow", { numberOfKeys: 1, lua: script });
  const scripted = redis as Redis & Scripted;
  let lastWarning = Number.NEGATIVE_INFINITY;

  const failOpen = (limit: number, error: string): RateDecision => {
    if (performance.now() - lastWarning > 10_000) {
      lastWarning = performance.now();
      logger.warn("rate limits are not counted: Redis does not answer", { error });
    }
    return { allowed: true, remaining: limit, retryAfterMs: 0 };
  };

  return {
    async take(tenantId, keyId, limit) {
      if (redis.status !== "ready") return failOpen(limit, `connection is ${redis.status}`);
      let timer: NodeJS.Timeout | undefined;
      try {
        const late = new Promise<never>((_, reject) => {
          // Timers run before sockets are read: after a busy spell the answer may already be there, so it is read first.
          timer = setTimeout(() => setImmediate(() => reject(new Error(`no answer in ${timeoutMs} ms`))), timeoutMs);
        });
        const [count, left] = await Promise.race([scripted.takeFromWindow(rateLimitKey(tenantId, keyId), windowMs), late]);
        return { allowed: count <= limit, remaining: Math.max(0, limit - count), retryAfterMs: left };
      } catch (error) {
        return failOpen(limit, error instanceof Error ? error.message : String(error));
      } finally {
        clearTimeout(timer);
      }
    },
  };
};
