import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { Source } from "@marketing/shared/subscription/source";
import { usersPosition } from "../user/view.ts";
import { patternTriggers } from "./policy.ts";

/** Between two reads that found nothing. */
const idleMs = 250;

/**
 * The log as the policy reads it: only what concerns it, only as far as the table `users` has come, and at most every `debounceMs`, so that a busy
 * person's pattern is computed once in a while and not at every click. After a batch that took long it waits longer, thirty times as long as the
 * batch and thirty times `debounceMs` at most: under load patterns cost a thirtieth of the time. A reader that is behind, and finds full batches,
 * does not wait.
 */
export const patternSource = (log: EventLog, pool: Pool, source: Source, debounceMs: number): Source => {
  const types = [...patternTriggers.types];
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
      const usersAt = await usersPosition(pool);
      if (usersAt <= cursor.position) return none;
      const read = await log.readAll(cursor.position, limit, { types });
      const events = read.events.filter((e) => e.position <= usersAt);
      if (events.length > 0 && !read.full) givenAt = performance.now();
      if (events.length === 0) notBefore = now + Math.min(debounceMs, idleMs);
      return { events, next: { position: Math.min(usersAt, read.scannedTo), token: null }, head: read.highWater };
    },
  };
};
