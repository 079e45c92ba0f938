import type { Pool } from "@marketing/shared/postgres/pool";
import type { RedisCommand } from "@marketing/shared/redis/command";
import { redisView } from "@marketing/shared/subscription/typedView";
import type { RedisView } from "@marketing/shared/subscription/view";
import { trackedEvents } from "../event/events.ts";
import { canonicalIds } from "../person/queries.ts";
import { counterEnds, dayOf } from "./day.ts";

export const uniqueUsersPrefix = "unique_users";
export const uniqueUsersViewName = "unique_users";

/**
 * `unique_users:<YYYY-MM-DD>`: a HyperLogLog of the people active on a day of the tenant's time zone, bots left out. Its members are
 * canonical ids, so that a visitor and the user they turned out to be count once; when a merge or its undoing comes later,
 * person/recount.ts counts the days concerned anew. A day ends eight days after it began, reckoned from the day: an event that
 * arrives later than that writes nothing, and such days are counted in Postgres.
 */
export const uniqueUsersView = (options: {
  readonly workerPool: Pool;
  readonly timezoneOf: (tenantId: string) => Promise<string>;
}): RedisView =>
  redisView({
    name: uniqueUsersViewName,
    version: 1,
    prefixes: [uniqueUsersPrefix],
    events: trackedEvents,
    batchSize: 2_000,
    settled: async () => (await options.workerPool.query("SELECT 1 FROM recounts LIMIT 1")).rowCount === 0,
    async fold(tenantId, events, key) {
      const timezone = await options.timezoneOf(tenantId);
      const days = new Map<string, { readonly ends: number; readonly users: Set<string> }>();
      for (const { data } of events) {
        if (data.isBot) continue;
        const day = dayOf(data.timestamp, timezone);
        let found = days.get(day);
        if (!found) {
          found = { ends: counterEnds(day), users: new Set() };
          days.set(day, found);
        }
        if (found.ends >= data.receivedAt) found.users.add(data.userId);
      }
      for (const [day, { users }] of days) if (users.size === 0) days.delete(day);
      if (days.size === 0) return [];
      const canonical = await canonicalIds(options.workerPool, tenantId, [
        ...new Set([...days.values()].flatMap(({ users }) => [...users])),
      ]);
      const commands: RedisCommand[] = [];
      for (const [day, { ends, users }] of days) {
        const members = [...new Set([...users].map((id) => canonical.get(id) ?? id))];
        commands.push(["PFADD", key(uniqueUsersPrefix, day), ...members], ["PEXPIREAT", key(uniqueUsersPrefix, day), ends]);
      }
      return commands;
    },
  });
