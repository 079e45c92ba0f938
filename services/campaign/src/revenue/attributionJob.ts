import { isUuid } from "@marketing/shared/base/ids";
import type { BulkItem, EventLog } from "@marketing/shared/log/eventLog";
import { inTurns } from "@marketing/shared/postgres/inTurns";
import { type Pool, transaction } from "@marketing/shared/postgres/pool";
import type { Job } from "@marketing/shared/service/jobs";
import type { PoolClient } from "pg";
import { attribute, lookbackMs, type Share } from "./attribution.ts";
import { revenueItem } from "./commands.ts";

interface Conversion {
  readonly tenant_id: string;
  readonly conversion_id: string;
  readonly lead_id: string | null;
  readonly user_id: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly campaign_id: string | null;
  readonly converted_at: Date;
}

const touchpointsSql = `SELECT campaign_key FROM touches
  WHERE tenant_id = $1 AND user_id IN (SELECT ids_of_person($1, $2)) AND at <= $3 AND at > $4 ORDER BY at, event_id LIMIT 10000`;
const campaignsSql = `SELECT campaign_id, utm_campaign FROM campaigns WHERE tenant_id = $1 AND (campaign_id = ANY ($2::uuid[]) OR utm_campaign = ANY ($3))
  ORDER BY started_at NULLS FIRST, created_at, campaign_id`;

/** Campaign ids of the person's touchpoints before a conversion, in order of time. Of campaigns that share a name the one started last is meant. */
const touchpointsOf = async (client: PoolClient, c: Conversion): Promise<string[]> => {
  if (c.user_id === null) return [];
  const since = new Date(c.converted_at.getTime() - lookbackMs);
  const { rows } = await client.query<{ campaign_key: string }>(touchpointsSql, [c.tenant_id, c.user_id, c.converted_at, since]);
  const keys = [...new Set(rows.map((r) => r.campaign_key))];
  if (keys.length === 0) return [];
  const { rows: campaigns } = await client.query<{ campaign_id: string; utm_campaign: string }>(campaignsSql, [
    c.tenant_id,
    keys.filter(isUuid),
    keys,
  ]);
  const meant = new Map(campaigns.map((r) => [r.utm_campaign, r.campaign_id]));
  for (const { campaign_id } of campaigns) meant.set(campaign_id, campaign_id);
  return rows.flatMap((r) => meant.get(r.campaign_key) ?? []);
};

const sharesOf = async (client: PoolClient, c: Conversion): Promise<ReadonlyArray<Share>> => {
  if (c.campaign_id !== null) {
    const { rowCount } = await client.query("SELECT 1 FROM campaigns WHERE tenant_id = $1 AND campaign_id = $2", [
      c.tenant_id,
      c.campaign_id,
    ]);
    if (rowCount) return [{ campaignId: c.campaign_id, model: "explicit", amount: c.amount }];
  }
  return attribute(c.amount, await touchpointsOf(client, c));
};

const dueSql = `SELECT tenant_id, conversion_id, lead_id, user_id, amount, currency, campaign_id, converted_at FROM conversions
  WHERE (tenant_id, conversion_id) IN (${inTurns({
    columns: "tenant_id, conversion_id",
    from: "conversions WHERE due_at <= now() AND (attributed_at IS NULL OR attributed_at < due_at)",
    due: "due_at",
    limit: "200",
  })}) ORDER BY due_at FOR UPDATE SKIP LOCKED`;

/**
 * Closes what somebody earned. What nobody earned is looked at again, each time after as long as it is old, an hour at most and a week long: its
 * touchpoints may be held up with tracking, longer than anybody would wait for them.
 */
const closeSql = `UPDATE conversions c SET attributed_at = now(),
    due_at = CASE WHEN d.earned OR c.converted_at < now() - interval '7 days' THEN c.due_at
      ELSE now() + least(greatest(now() - c.converted_at, interval '1 second'), interval '1 hour') END
  FROM unnest($1::uuid[], $2::uuid[], $3::boolean[]) AS d (t, id, earned) WHERE c.tenant_id = d.t AND c.conversion_id = d.id`;

/** Attributes what is due, with the events that say so in one transaction. Returns how many conversions that were. */
export const attributeDue = (pool: Pool, log: EventLog): Promise<number> =>
  transaction(pool, async (client) => {
    const { rows } = await client.query<Conversion>(dueSql);
    if (rows.length === 0) return 0;
    const items: BulkItem[] = [];
    const earned: boolean[] = [];
    for (const c of rows) {
      const shares = (await sharesOf(client, c)).filter((s) => s.amount > 0);
      earned.push(shares.length > 0);
      for (const { campaignId, model, amount } of shares)
        items.push(
          revenueItem(
            c.tenant_id,
            {
              campaignId,
              conversionId: c.conversion_id,
              model,
              amount,
              currency: c.currency,
              leadId: c.lead_id,
              userId: c.user_id,
              source: "lead_converted",
              at: c.converted_at.getTime(),
            },
            { actor: "system:attribution", causationId: c.conversion_id },
          ),
        );
    }
    await log.appendBulkIn(client, items);
    await client.query(closeSql, [rows.map((r) => r.tenant_id), rows.map((r) => r.conversion_id), earned]);
    return rows.length;
  });

export const attributionJob = (pool: Pool, log: EventLog, everyMs: number): Job => ({
  name: "attribution",
  everyMs,
  async run(lease) {
    for (let done = 200; !lease.signal.aborted && done === 200; ) {
      done = await attributeDue(pool, log);
      if (done > 0) log.announce();
    }
  },
});
