import type { Caller } from "@marketing/shared/command/caller";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { RetentionRule } from "@marketing/shared/operations/retention";
import type { Pool } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";
import { commandCampaign } from "./commands.ts";
import { campaignsView } from "./view.ts";

/** After its end, in months. A tenant may want less, never more. */
export const campaignMonths = { active: 36, kept: 84 } as const;

interface Due {
  readonly tenant_id: string;
  readonly campaign_id: string;
  readonly archive_before: Date;
  readonly purge_before: Date;
  readonly archives: boolean;
  readonly purges: boolean;
}

const endedOf = (table: string, isArchived: boolean): string =>
  `SELECT c.tenant_id, c.campaign_id, c.ended_at, ${isArchived} AS is_archived, t.settings FROM ${table} c LEFT JOIN tenants_directory t USING (tenant_id) WHERE c.ended_at < $1`;
const dueSql = `SELECT tenant_id, campaign_id, archive_before, purge_before, NOT is_archived AS archives, ended_at < purge_before AS purges
  FROM (${endedOf("campaigns", false)} UNION ALL ${endedOf("campaigns_archive", true)}) c
  CROSS JOIN LATERAL (SELECT tenant_months(settings, 'campaignActiveMonths', $2) AS active, tenant_months(settings, 'campaignMonths', $3) AS kept) m
  CROSS JOIN LATERAL (SELECT $1::timestamptz - least(active, kept) * interval '1 month' AS archive_before, $1::timestamptz - kept * interval '1 month' AS purge_before) b
  WHERE ended_at < purge_before OR (NOT is_archived AND ended_at < archive_before) ORDER BY ended_at`;

const dueOf = async (pool: Pool, now: Date): Promise<ReadonlyArray<Due>> =>
  (await pool.query<Due>(dueSql, [now, campaignMonths.active, campaignMonths.kept])).rows;

/**
 * Campaigns: three years after their end into the archive, with their ads and figures, and after seven gone. They go by events of their own,
 * which others hear of, so whatever names a campaign learns that it is no more, and a rebuild does not bring it back.
 */
export const retireRule = (pool: Pool, log: EventLog): RetentionRule => ({
  store: "campaigns",
  keeps: `${campaignMonths.active} months after their end, then in campaigns_archive to month ${campaignMonths.kept}; running ones for ever; tenants' settings may say less`,
  reason: "Plans are compared with the last years; then questions of tax.",
  due: async (now) => {
    const due = await dueOf(pool, now);
    return [
      { action: "archive", count: due.filter((d) => d.archives && !d.purges).length },
      { action: "remove", count: due.filter((d) => d.purges).length },
    ];
  },
  apply: async (now, signal) => {
    const done = { campaign_archived: 0, campaign_purged: 0 };
    let position = 0;
    for (const { tenant_id: tenantId, campaign_id: campaignId, archive_before, purge_before } of await dueOf(pool, now)) {
      if (signal.aborted) break;
      const caller: Caller = { log, tenantId, appendId: null, expectedVersion: null, metadata: { actor: "system:retention" } };
      const times = { archiveBefore: archive_before.getTime(), purgeBefore: purge_before.getTime(), now: now.getTime() };
      const handled = await commandCampaign(caller, campaignId, { type: "retire", ...times });
      const last = handled.events.at(-1)?.type;
      if (last === "campaign_archived" || last === "campaign_purged") done[last] += 1;
      position = Math.max(position, handled.position);
    }
    if (position > 0) await waitForPosition(pool, campaignsView.name, position, new Date(Date.now() + 30_000));
    return [
      { action: "archive", count: done.campaign_archived },
      { action: "remove", count: done.campaign_purged },
    ];
  },
});
