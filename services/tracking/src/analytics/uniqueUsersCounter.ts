import { tenantKey } from "@marketing/shared/redis/keys";
import type { Redis } from "ioredis";
import { counterEnds } from "./day.ts";
import { uniqueUsersPrefix } from "./uniqueUsersView.ts";

/**
 * People active per day and on any of the days, estimated from the days' HyperLogLogs; null where Redis cannot tell: a day whose
 * counter has ended, a view that is being filled again, no answer.
 */
export const estimateUniqueUsers = async (
  redis: Redis,
  tenantId: string,
  days: ReadonlyArray<string>,
  now: number,
): Promise<{ readonly count: number; readonly days: ReadonlyMap<string, number> } | null> => {
  if (days.some((day) => counterEnds(day) <= now + 60_000)) return null;
  const keys = days.map((day) => tenantKey(tenantId, uniqueUsersPrefix, day));
  try {
    const [checkpoint, count, ...counts] = await Promise.all([
      redis.exists(tenantKey(tenantId, "checkpoint", uniqueUsersPrefix)),
      redis.pfcount(...keys),
      ...keys.map((key) => redis.pfcount(key)),
    ]);
    if (checkpoint === 0) return null;
    return { count, days: new Map(days.map((day, i) => [day, counts[i]!])) };
  } catch {
    return null;
  }
};
