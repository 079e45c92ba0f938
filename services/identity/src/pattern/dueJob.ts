import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, transaction } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import { dayOf } from "../activity/behaviour.ts";
import { refreshPatterns } from "./refresh.ts";
import { takeDue } from "./stateRows.ts";

const page = 500;

/** Computes the patterns that time alone has changed. Nobody stays due, because computing a pattern says when it changes next. */
export const duePatternsJob = (pool: Pool, log: EventLog): Job => ({
  name: "pattern_due",
  everyMs: 60_000,
  async run(lease) {
    for (let found = page; found === page && !lease.signal.aborted; ) {
      const now = Date.now();
      found = await transaction(pool, async (client) => {
        const due = await takeDue(client, dayOf(now), page);
        await refreshPatterns(client, log, due, now);
        return due.length;
      });
      if (found > 0) log.announce();
    }
  },
});
