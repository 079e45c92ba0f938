import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { RedisCommand } from "@marketing/shared/redis/command";
import { redisView } from "@marketing/shared/subscription/typedView";
import type { RedisView } from "@marketing/shared/subscription/view";
import { profileOf, profileTtlMs, toHash } from "./profile.ts";
import { loadUserRows, userOfRow } from "./rows.ts";
import { usersPosition, usersViewEvents } from "./view.ts";

/** Waits for the table. Where it does not come in time it is tried again later: nothing is wrong with the events. */
const tableReached = async (pool: Pool, position: number): Promise<void> => {
  const until = Date.now() + 5_000;
  for (let delay = 2; ; delay = Math.min(delay * 1.5, 50)) {
    if ((await usersPosition(pool)) >= position) return;
    if (Date.now() > until)
      throw Object.assign(new Error(`timeout exceeded: the table users is not at ${position} yet`), { code: "TIMEOUT" });
    await sleep(delay);
  }
};

export const profileViewName = "user_profile";

/**
 * `user_profile:<user>`: a hash that lives for a day after the last change. Merges need the whole person, so it is copied from the table
 * `users` once that has folded the same events, never folded a second way: the two cannot differ. `pool` is the worker's.
 */
export const profileView = (pool: Pool): RedisView =>
  redisView({
    name: profileViewName,
    version: 1,
    prefixes: ["user_profile"],
    events: usersViewEvents,
    batchSize: 1_000,
    async fold(tenantId, events, key) {
      await tableReached(pool, events.at(-1)!.position);
      const changed = new Map<string, number>();
      for (const e of events) changed.set(e.data.userId, e.recordedAt.getTime());
      const commands: RedisCommand[] = [];
      const done = new Set<string>();
      const client = await pool.connect();
      try {
        while (changed.size > 0) {
          const rows = await loadUserRows(
            client,
            [...changed.keys()].map((userId) => ({ tenantId, userId })),
          );
          const at = new Map(changed);
          for (const id of changed.keys()) done.add(id);
          changed.clear();
          for (const row of rows) {
            const k = key("user_profile", row.user_id);
            const recorded = at.get(row.user_id)!;
            commands.push(["DEL", k]);
            if (row.merged_into === null)
              commands.push(["HSET", k, ...toHash(profileOf(userOfRow(row).state))], ["PEXPIREAT", k, recorded + profileTtlMs]);
            else if (!done.has(row.merged_into)) changed.set(row.merged_into, recorded);
          }
        }
      } finally {
        client.release();
      }
      return commands;
    },
  });
