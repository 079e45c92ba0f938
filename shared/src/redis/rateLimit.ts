import type { Redis } from "ioredis";
import { defaults } from "../base/defaults.ts";
import { createLogger, type Logger } from "../base/logger.ts";

/** Whose units are counted, and how many each has an hour; null = unlimited. */
export interface Limits {
  readonly tenantId: string;
  readonly keyId: string;
  readonly ofKey: number | null;
  /** Of all keys of the tenant together. */
  readonly ofTenant: number | null;
}

export interface Taken {
  /** Units that are now the caller's: `need` of them at the least, or 0 where there are not as many, and then none is counted. */
  readonly granted: number;
  /** Whose units are used up, where none was granted. */
  readonly exhausted: "key" | "tenant" | null;
  /** Until the window ends, in ms. */
  readonly retryAfterMs: number;
}

export interface RateLimiter {
  /**
   * Counts `need` units, and up to `spare` more that the caller may want next. Never throws: where Redis does not answer, all is granted.
   */
  take(limits: Limits, need: number, spare?: number): Promise<Taken>;
  /** Units that were taken and not used. Those of a window that has ended since are gone. */
  giveBack(limits: Limits, units: number): Promise<void>;
}

/**
 * Fixed windows of a key and of its tenant, moved together by one script: both have what is needed or neither counts. Spare units are
 * granted only out of plenty, an eighth of what is left, so that those who share a limit use it up to the last unit. A counter without an
 * expiry (after a restore) gets one. An answer's last number is the time left in the window that stands in the way, or in the key's.
 */
const takeScript = `
local window, need, spare = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local granted, ends = need + spare, window
for i = 1, 2 do
  local limit = tonumber(ARGV[3 + i])
  if limit >= 0 then
    local left = limit - tonumber(redis.call('GET', KEYS[i]) or 0)
    if left < need then
      local ttl = redis.call('PTTL', KEYS[i])
      if ttl == -1 then redis.call('PEXPIRE', KEYS[i], window) end
      return { 0, i, ttl < 0 and window or ttl }
    end
    granted = math.min(granted, need + math.floor((left - need) / 8))
  end
end
for i = 2, 1, -1 do
  if tonumber(ARGV[3 + i]) >= 0 then
    redis.call('INCRBY', KEYS[i], granted)
    ends = redis.call('PTTL', KEYS[i])
    if ends < 0 then
      redis.call('PEXPIRE', KEYS[i], window)
      ends = window
    end
  end
end
return { granted, 0, ends }`;

/** Never below zero, and nothing where there is no counter any more. */
const giveBackScript = `
for i = 1, 2 do
  local used = tonumber(redis.call('GET', KEYS[i]) or 0)
  if used > 0 then redis.call('DECRBY', KEYS[i], math.min(used, tonumber(ARGV[1]))) end
end`;

const keysOf = ({ tenantId, keyId }: Limits): [ofKey: string, ofTenant: string] => [
  rateLimitKey(tenantId, keyId),
  `t:{${tenantId}}:rate_limit:tenant`,
];

export const rateLimitKey = (tenantId: string, keyId: string): string => `t:{${tenantId}}:rate_limit:api_key:${keyId}`;

interface Scripted {
  takeUnits(ofKey: string, ofTenant: string, ...args: ReadonlyArray<number>): Promise<[number, 0 | 1 | 2, number]>;
  giveUnitsBack(ofKey: string, ofTenant: string, units: number): Promise<null>;
}

export interface RateLimiterOptions {
  readonly redis: Redis;
  /** Default one hour. */
  readonly windowMs?: number;
  /** Redis gets this long to answer. Default 500 ms. */
  readonly timeoutMs?: number;
  readonly logger?: Logger;
}

const whose = [null, "key", "tenant"] as const;

/** Fails open: a limit that cannot be counted must not stop the traffic; the log says so, at most once in ten seconds. */
export const createRateLimiter = ({
  redis,
  windowMs = defaults.redis.rateLimitWindowMs,
  timeoutMs = defaults.redis.rateLimitTimeoutMs,
  logger = createLogger("rate-limit"),
}: RateLimiterOptions): RateLimiter => {
  redis.defineCommand("takeUnits", { numberOfKeys: 2, lua: takeScript });
  redis.defineCommand("giveUnitsBack", { numberOfKeys: 2, lua: giveBackScript });
  const scripted = redis as Redis & Scripted;
  let lastWarning = Number.NEGATIVE_INFINITY;

  /** Null where Redis does not answer. */
  const counted = async <A>(command: () => Promise<A>): Promise<A | null> => {
    let timer: NodeJS.Timeout | undefined;
    try {
      if (redis.status !== "ready") throw new Error(`connection is ${redis.status}`);
      const late = new Promise<never>((_, reject) => {
        // Timers run before sockets are read: after a busy spell the answer may already be there, so it is read first.
        timer = setTimeout(() => setImmediate(() => reject(new Error(`no answer in ${timeoutMs} ms`))), timeoutMs);
      });
      return await Promise.race([command(), late]);
    } catch (error) {
      if (performance.now() - lastWarning > 10_000) {
        lastWarning = performance.now();
        logger.warn("rate limits are not counted: Redis does not answer", {
          error: error instanceof Error ? error.message : String(error),
        });
      }
      return null;
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    async take(limits, need, spare = 0) {
      const args = [windowMs, need, spare, limits.ofKey ?? -1, limits.ofTenant ?? -1];
      const answer = await counted(() => scripted.takeUnits(...keysOf(limits), ...args));
      if (answer === null) return { granted: need + spare, exhausted: null, retryAfterMs: 0 };
      const [granted, exhausted, retryAfterMs] = answer;
      return { granted, exhausted: whose[exhausted], retryAfterMs };
    },
    async giveBack(limits, units) {
      await counted(() => scripted.giveUnitsBack(...keysOf(limits), units));
    },
  };
};
