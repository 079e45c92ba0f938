import type { Logger } from "@marketing/shared/base/logger";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { inTurns } from "@marketing/shared/postgres/inTurns";
import type { Pool } from "@marketing/shared/postgres/pool";
import { eachAlone, type Job } from "@marketing/shared/service/jobs";
import type { Redis } from "ioredis";
import { recountTenant } from "./recount.ts";

export interface RecountOptions {
  /** The worker role's. */
  readonly pool: Pool;
  readonly redis: Redis;
  readonly log: EventLog;
  readonly timezoneOf: (tenantId: string) => Promise<string>;
  readonly logger: Logger;
}

const atOnce = 5_000;
/** The queue is looked at this often; a recount that took long makes the next one wait ten times as long, so that it never takes more than a tenth of a core. */
const everyMs = 250;

/** Works off the table `recounts`, a tenant at a time; several merges of one day cost one recount of it. */
export const recountJob = (options: RecountOptions): Job => {
  let restUntil = 0;
  return {
    name: "recount",
    everyMs,
    run: async (lease) => {
      if (performance.now() < restUntil) return;
      const { rows } = await options.pool.query<{ tenant_id: string; user_id: string; requested_at: string }>({
        name: "recounts",
        text: inTurns({ columns: "tenant_id, user_id, requested_at::text", from: "recounts", due: "requested_at", limit: "$1" }),
        values: [atOnce],
      });
      if (rows.length === 0) return;
      const begun = performance.now();
      await eachAlone(
        Map.groupBy(rows, (r) => r.tenant_id),
        async ([tenantId, mine]) => {
          if (lease.signal.aborted || !(await recountTenant(options, tenantId, [...new Set(mine.map((r) => r.user_id))]))) return;
          // A merge that came meanwhile has a later time, and its row stays.
          await options.pool.query(
            "DELETE FROM recounts r USING unnest($2::uuid[], $3::text[]) AS d (user_id, requested_at) WHERE r.tenant_id = $1 AND r.user_id = d.user_id AND r.requested_at = d.requested_at::timestamptz",
            [tenantId, mine.map((r) => r.user_id), mine.map((r) => r.requested_at)],
          );
        },
      );
      const took = performance.now() - begun;
      restUntil = took < 25 ? 0 : performance.now() + 10 * took;
    },
  };
};
