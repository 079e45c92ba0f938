import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "@marketing/shared/postgres/pool";
import { tenantKey } from "@marketing/shared/redis/keys";
import type { Redis } from "ioredis";
import { fromHash, type Profile, profileOf, profileTtlMs, toHash } from "./profile.ts";
import { findCanonicalUser } from "./queries.ts";

const refill = `if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('HSET', KEYS[1], unpack(ARGV, 2)) redis.call('PEXPIRE', KEYS[1], ARGV[1]) end`;

const patienceMs = 250;

/** Null when Redis is away or slower than the table would be. */
const soon = <A>(answer: Promise<A>): Promise<A | null> =>
  Promise.race([answer.catch(() => null), sleep(patienceMs, null, { ref: false })]);

/** From Redis; from the table when Redis has none or is away, and then put back. Null = nobody. `pool` is the api role's. */
export const getProfile = async (
  pool: Pool,
  redis: Redis,
  tenantId: string,
  userId: string,
): Promise<{ profile: Profile; cached: boolean } | null> => {
  const cached = await soon(redis.hgetall(tenantKey(tenantId, "user_profile", userId)).then(fromHash));
  if (cached) return { profile: cached, cached: true };
  const user = await findCanonicalUser(pool, tenantId, userId);
  if (!user) return null;
  const profile = profileOf(user.state);
  await soon(redis.eval(refill, 1, tenantKey(tenantId, "user_profile", profile.userId), profileTtlMs, ...toHash(profile)));
  return { profile, cached: false };
};
