import { RpcError } from "@marketing/shared/base/errors";
import type { Caller } from "@marketing/shared/command/caller";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import { commandCampaign } from "./commands.ts";

const due = `SELECT tenant_id, campaign_id FROM campaigns WHERE schedule_start <= $1 AND schedule_start IS NOT NULL AND status = 'draft'
  UNION ALL SELECT tenant_id, campaign_id FROM campaigns WHERE schedule_end <= $1 AND schedule_end IS NOT NULL AND status IN ('active', 'paused') LIMIT 500`;

/** Starts what is due within its window, says of what is past it that it was missed, and completes what is over. Returns how many it looked at. */
export const keepSchedules = async (pool: Pool, log: EventLog, now = Date.now()): Promise<number> => {
  const { rows } = await pool.query<{ tenant_id: string; campaign_id: string }>(due, [new Date(now)]);
  for (const { tenant_id: tenantId, campaign_id: campaignId } of rows) {
    const caller: Caller = { log, tenantId, appendId: null, expectedVersion: null, metadata: { actor: "system:schedule" } };
    await commandCampaign(caller, campaignId, { type: "keep_schedule", now }).catch((error: unknown) => {
      if (!(error instanceof RpcError)) throw error; // somebody moved it at this very moment
    });
  }
  return rows.length;
};

export const scheduleJob = (pool: Pool, log: EventLog, everyMs: number): Job => ({
  name: "campaign_schedules",
  everyMs,
  async run() {
    await keepSchedules(pool, log);
  },
});
