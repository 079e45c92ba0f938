import { transaction } from "@marketing/shared/postgres/pool";
import { tenantKey } from "@marketing/shared/redis/keys";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { addDays, counterEnds, dayOf, keptDays } from "../analytics/day.ts";
import { uniqueUsersPrefix } from "../analytics/uniqueUsersView.ts";
import type { RecordedTrackedEvent } from "../event/events.ts";
import { canonicalIds } from "./queries.ts";
import type { RecountOptions } from "./recountJob.ts";

/*
 * A HyperLogLog cannot forget: when a visitor turns out to be a known user, the days on which both were counted have one person too
 * many, and after an undo one too few. So such days are counted anew from `events`, beside the running view:
 *
 *   1. Wait until `events` and the view have folded everything up to the log's head of now. Whatever the view counted under the
 *      ids of before the merge lies before it, and is replaced by what follows; whatever it counts later uses the new ids.
 *   2. In one snapshot: how far `events` is (P), and the day's people by canonical id. They go into a key of their own.
 *   3. In one script: that key takes the place of the day's.
 *   4. The view may have been further than P: events behind P are added once more. Adding twice is nothing to a HyperLogLog.
 *
 * Until step 4 is done a query may miss people of the last moments. A crash anywhere leaves the request in the queue.
 */

const membersSql = `
SELECT DISTINCT coalesce(k.canonical_id, e.user_id)
  FROM events e LEFT JOIN known_users k ON k.tenant_id = $1 AND k.user_id = e.user_id
 WHERE e.tenant_id = $1 AND NOT e.is_bot
   AND e.timestamp >= $2::date::timestamp AT TIME ZONE $3 AND e.timestamp < ($2::date + 1)::timestamp AT TIME ZONE $3
   AND e.received_at <= to_timestamp($4::float8 / 1000)`;

const swap = `
if redis.call('EXISTS', KEYS[1]) == 0 then return redis.call('DEL', KEYS[2]) end
redis.call('RENAME', KEYS[1], KEYS[2])
return redis.call('PEXPIREAT', KEYS[2], ARGV[1])`;

const chunk = 5_000;

/** Days still counted in Redis on which one of the ids was active. */
const daysOf = async (
  { pool }: RecountOptions,
  tenantId: string,
  userIds: ReadonlyArray<string>,
  timezone: string,
  now: number,
): Promise<string[]> => {
  const first = addDays(dayOf(now, timezone), -keptDays - 1);
  const { rows } = await pool.query<{ day: string }>(
    `SELECT DISTINCT to_char(e.timestamp AT TIME ZONE $4, 'YYYY-MM-DD') AS day
       FROM unnest($2::uuid[]) AS moved (id) JOIN events e ON e.tenant_id = $1 AND e.user_id = moved.id
      WHERE e.timestamp >= $3::date::timestamp AT TIME ZONE $4 AND NOT e.is_bot`,
    [tenantId, userIds, first, timezone],
  );
  return rows.map((r) => r.day).filter((day) => counterEnds(day) > now);
};

const recountDay = async (options: RecountOptions, tenantId: string, day: string, timezone: string): Promise<void> => {
  const { pool, redis, log } = options;
  const ends = counterEnds(day);
  const { position, people } = await transaction(
    pool,
    async (client) => {
      const at = await client.query<{ position: number }>(
        "SELECT c.position FROM projections p JOIN checkpoints c ON c.subscription = p.name AND c.generation = p.live_generation WHERE p.name = 'events'",
      );
      const { rows } = await client.query<[string]>({ text: membersSql, values: [tenantId, day, timezone, ends], rowMode: "array" });
      return { position: at.rows[0]?.position ?? 0, people: rows.map(([id]) => id) };
    },
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
  );
  const live = tenantKey(tenantId, uniqueUsersPrefix, day);
  const fresh = tenantKey(tenantId, "recount", day);
  await redis.del(fresh);
  for (let i = 0; i < people.length; i += chunk) await redis.pfadd(fresh, ...people.slice(i, i + chunk));
  await redis.pexpire(fresh, 600_000);
  await redis.eval(swap, 2, fresh, live, ends);

  const behind = new Set<string>();
  for (let after = position; ; ) {
    const read = await log.readAll(after, 5_000, { tenantId, types: ["event_tracked"] });
    for (const { data } of read.events as ReadonlyArray<RecordedTrackedEvent>) {
      if (!data.isBot && data.receivedAt <= ends && dayOf(data.timestamp, timezone) === day) behind.add(data.userId);
    }
    after = read.scannedTo;
    if (read.events.length < 5_000) break;
  }
  if (behind.size === 0) return;
  const canonical = await canonicalIds(pool, tenantId, [...behind]);
  await redis.pfadd(live, ...[...behind].map((id) => canonical.get(id) ?? id));
  await redis.pexpireat(live, ends);
};

/** Counts anew the days on which any of the ids was active. False: not yet, the views have to come up first. */
export const recountTenant = async (options: RecountOptions, tenantId: string, userIds: ReadonlyArray<string>): Promise<boolean> => {
  const head = await options.log.head();
  const deadline = new Date(Date.now() + 5_000);
  try {
    await Promise.all(["events", uniqueUsersPrefix].map((view) => waitForPosition(options.pool, view, head, deadline)));
  } catch {
    return false;
  }
  const timezone = await options.timezoneOf(tenantId);
  const days = await daysOf(options, tenantId, userIds, timezone, Date.now());
  for (const day of days) await recountDay(options, tenantId, day, timezone);
  if (days.length > 0) options.logger.debug("unique users counted anew", { tenantId, days: days.length, ids: userIds.length });
  return true;
};
