import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, transaction } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import type { Source } from "@marketing/shared/subscription/source";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { UserActive } from "../activity/activity.ts";
import { usersView } from "../user/userView.ts";
import { dayOf } from "./behaviour.ts";
import { takeDue } from "./patternRows.ts";
import { refreshPatterns } from "./refresh.ts";

/** What may change a pattern: what people did, whom they are made of, their primary segment. */
const types = [
  "user_active",
  "user_merged",
  "user_unmerged",
  "merged_into",
  "unmerged_from",
  "segment_assigned",
  "segment_removed",
  "segment_entered",
  "segment_exited",
  "segment_priority_changed",
];
/** Large, so that who is behind looks at a busy person once. */
const batchSize = 10_000;
/** Between two looks that found nothing. */
const idleMs = 250;

/** People's patterns, from this service's own log; see the source below for when. */
export const patternPolicy = (log: EventLog): PostgresView => ({
  kind: "postgres",
  name: "patterns",
  version: 1,
  tables: [],
  types: new Set(types),
  batchSize,
  committed: () => log.announce(),
  async apply(client, events) {
    const touched = events.map(({ tenantId, type, data }) => ({
      tenantId,
      userId: data.userId as string,
      ...(type === "user_active" ? { did: (data as UserActive).did ?? [] } : {}),
    }));
    await refreshPatterns(client, log, touched, Date.now());
  },
});

const usersAtSql =
  "SELECT c.position FROM projections p JOIN checkpoints c ON c.subscription = p.name AND c.generation = p.live_generation WHERE p.name = $1";

/**
 * The log as the policy reads it: only what concerns it, only as far as `users` has come, and at most every `debounceMs`, so that a person who is
 * busy is looked at once in a while and not at every click. What took long waits longer, up to thirty times that: under load patterns cost a thirtieth of
 * the time, and more of what somebody does counts as one look. Who is behind, with full batches, does not wait.
 */
export const patternSource = (log: EventLog, pool: Pool, source: Source, debounceMs: number): Source => {
  let notBefore = 0;
  /** When the last batch was given out to be applied; 0 = it has been. */
  let givenAt = 0;
  return {
    name: "log:patterns",
    onWake: (wake) => source.onWake(wake),
    async read(cursor, limit) {
      const now = performance.now();
      if (givenAt > 0) notBefore = now + Math.min(30 * debounceMs, Math.max(debounceMs, 30 * (now - givenAt)));
      givenAt = 0;
      const none = { events: [], next: cursor, head: cursor.position };
      if (now < notBefore) return none;
      const { rows } = await pool.query<{ position: number }>({ name: "users_at", text: usersAtSql, values: [usersView.name] });
      const usersAt = rows[0]?.position ?? 0;
      if (usersAt <= cursor.position) return none;
      const read = await log.readAll(cursor.position, limit, { types });
      const events = read.events.filter((e) => e.position <= usersAt);
      const full = read.events.length >= limit;
      if (events.length > 0 && !full) givenAt = performance.now();
      if (events.length === 0) notBefore = now + Math.min(debounceMs, idleMs);
      return { events, next: { position: Math.min(usersAt, read.scannedTo), token: null }, head: read.highWater };
    },
  };
};

const duePage = 500;

/** People whom time alone changed: nobody stays due, because looking at them says when next. */
export const dueJob = (pool: Pool, log: EventLog): Job => ({
  name: "pattern_due",
  everyMs: 60_000,
  async run(lease) {
    for (let found = duePage; found === duePage && !lease.signal.aborted; ) {
      const now = Date.now();
      found = await transaction(pool, async (client) => {
        const due = await takeDue(client, dayOf(now), duePage);
        await refreshPatterns(client, log, due, now);
        return due.length;
      });
      if (found > 0) log.announce();
    }
  },
});
