import { RpcError } from "@marketing/shared/base/errors";
import type { Caller } from "@marketing/shared/command/caller";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { inTurns } from "@marketing/shared/postgres/inTurns";
import type { Pool } from "@marketing/shared/postgres/pool";
import { eachAlone, type Job } from "@marketing/shared/service/jobs";
import { commandCampaign } from "./commands.ts";

const dueSql = inTurns({
  columns: "tenant_id, campaign_id",
  from: `(SELECT tenant_id, campaign_id, schedule_start AS due FROM campaigns WHERE schedule_start <= $1 AND schedule_start IS NOT NULL AND status = 'draft'
    UNION ALL SELECT tenant_id, campaign_id, schedule_end FROM campaigns WHERE schedule_end <= $1 AND schedule_end IS NOT NULL AND status IN ('active', 'paused')) c`,
  due: "due",
  limit: "500",
});

/** Starts what is due within its window, says of what is past it that it was missed, and completes what is over. Returns how many it looked at. */
export const keepSchedules = async (pool: Pool, log: EventLog, now = Date.now()): Promise<number> => {
  const { rows } = await pool.query<{ tenant_id: string; campaign_id: string }>(dueSql, [new Date(now)]);
  await eachAlone(rows, async ({ tenant_id: tenantId, campaign_id: campaignId }) => {
    const caller: Caller = { log, tenantId, appendId: null, expectedVersion: null, metadata: { actor: "system:schedule" } };
    await commandCampaign(caller, campaignId, { type: "keep_schedule", now }).catch((error: unknown) => {
      if (!(error instanceof RpcError)) throw error; // somebody moved it at this very moment
    });
  });
  return rows.length;
};

export const scheduleJob = (pool: Pool, log: EventLog, everyMs: number): Job => ({
  name: "campaign_schedules",
  everyMs,
  async run() {
    await keepSchedules(pool, log);
  },
});
