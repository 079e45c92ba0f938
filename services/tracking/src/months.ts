import type { Pool } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";

/** Partitions of `events` for this month and the next three; the projection makes any other month it meets. */
export const eventMonthsJob = (workerPool: Pool): Job => ({
  name: "event-months",
  everyMs: 3_600_000,
  run: async () => {
    await workerPool.query("SELECT ensure_event_months(3)");
  },
});
