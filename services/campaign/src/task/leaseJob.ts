import { AppendError } from "@marketing/shared/base/appendError";
import type { Caller } from "@marketing/shared/command/caller";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { inTurns } from "@marketing/shared/postgres/inTurns";
import type { Pool } from "@marketing/shared/postgres/pool";
import { eachAlone, type Job } from "@marketing/shared/service/jobs";
import { commandTask } from "./commands.ts";

const limit = 200;
const due = inTurns({
  columns: "tenant_id, task_id",
  from: "agent_tasks WHERE status = 'claimed' AND lease_until < $1",
  due: "lease_until",
  limit: "$2",
});

/** Takes the leases that ran out, so that others may have the tasks. Returns how many it looked at. */
export const expireOnce = async (pool: Pool, log: EventLog, now = Date.now()): Promise<number> => {
  const { rows } = await pool.query<{ tenant_id: string; task_id: string }>(due, [new Date(now), limit]);
  await eachAlone(rows, async ({ tenant_id: tenantId, task_id: taskId }) => {
    const caller: Caller = { log, tenantId, appendId: null, expectedVersion: null, metadata: { actor: "system:leases" } };
    await commandTask(caller, taskId, { type: "expire", now }).catch((error: unknown) => {
      if (!(error instanceof AppendError)) throw error; // the worker came back at this very moment
    });
  });
  return rows.length;
};

export const leaseJob = (pool: Pool, log: EventLog, everyMs: number): Job => ({
  name: "task_leases",
  everyMs,
  async run() {
    await expireOnce(pool, log);
  },
});
