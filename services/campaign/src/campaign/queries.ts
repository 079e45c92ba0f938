import type { PoolClient } from "pg";
import type { Model } from "../revenue/attribution.ts";
import { type CampaignRow, campaignColumns } from "./rows.ts";

export interface CampaignFilter {
  readonly status: string | null;
  readonly type: string | null;
  readonly createdBy: string | null;
  readonly config: object | null;
}
export type CampaignKey = readonly [createdAt: string, campaignId: string];

/** Newest first; each way of listing reads its own index. Exported for the plan tests. */
export const listCampaignsSql = (tenantId: string, f: CampaignFilter, after: CampaignKey | null, limit: number) => {
  const values: unknown[] = [tenantId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  if (f.config !== null) {
    const args = [JSON.stringify(f.config), f.status, f.type, f.createdBy, after?.[0] ?? null, after?.[1] ?? null, limit];
    const columns = campaignColumns.replaceAll(/(\w+)/g, "c.$1");
    const text = `SELECT ${columns} FROM find_campaigns_by_config(${args.map(bind).join(", ")}) f
      CROSS JOIN LATERAL (SELECT * FROM campaigns r WHERE r.tenant_id = $1 AND r.campaign_id = f.campaign_id LIMIT 1) c ORDER BY c.created_at DESC, c.campaign_id`;
    return { text, values };
  }
  const where = ["tenant_id = $1"];
  if (f.status !== null) where.push(`status = ${bind(f.status)}`);
  if (f.type !== null) where.push(`type = ${bind(f.type)}`);
  if (f.createdBy !== null) where.push(`created_by = ${bind(f.createdBy)}`);
  if (after) {
    const at = bind(after[0]);
    where.push(`created_at <= ${at}::timestamptz AND (created_at < ${at}::timestamptz OR campaign_id > ${bind(after[1])}::uuid)`);
  }
  const text = `SELECT ${campaignColumns} FROM campaigns WHERE ${where.join(" AND ")} ORDER BY created_at DESC, campaign_id LIMIT ${bind(limit)}`;
  return { text, values };
};

export const listCampaigns = async (
  client: PoolClient,
  tenantId: string,
  filter: CampaignFilter,
  after: CampaignKey | null,
  limit: number,
): Promise<CampaignRow[]> => (await client.query<CampaignRow>(listCampaignsSql(tenantId, filter, after, limit))).rows;

export interface RevenueRow {
  readonly currency: string;
  /** Decimal, six places. */
  readonly revenue: string;
  readonly conversions: number;
}
export interface CampaignResults {
  readonly revenue: ReadonlyArray<RevenueRow>;
  readonly leads: number;
  readonly converted_leads: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
  readonly events: Readonly<Record<string, number>>;
}

const revenueSql = `SELECT currency, sum(revenue)::text AS revenue, sum(conversions)::int8 AS conversions
  FROM (SELECT * FROM campaign_revenue UNION ALL SELECT * FROM campaign_revenue_archive) r
  WHERE tenant_id = $1 AND campaign_id = $2 AND model = ANY ($3) GROUP BY currency ORDER BY currency`;
const countsSql = `SELECT
  (SELECT count(*) FROM campaign_leads WHERE tenant_id = $1 AND campaign_id = $2) AS leads,
  (SELECT count(*) FROM campaign_leads WHERE tenant_id = $1 AND campaign_id = $2 AND converted_at IS NOT NULL) AS converted_leads,
  coalesce(sum((performance_metrics->>'impressions')::int8), 0)::int8 AS impressions, coalesce(sum((performance_metrics->>'clicks')::int8), 0)::int8 AS clicks,
  coalesce(sum((performance_metrics->>'conversions')::int8), 0)::int8 AS conversions
  FROM (SELECT tenant_id, campaign_id, performance_metrics FROM ad_campaigns
        UNION ALL SELECT tenant_id, campaign_id, performance_metrics FROM ad_campaigns_archive) a WHERE tenant_id = $1 AND campaign_id = $2`;
const eventsSql =
  "SELECT event_name, count(*) AS n FROM touches WHERE tenant_id = $1 AND campaign_key = ANY ($2) GROUP BY event_name ORDER BY n DESC LIMIT 500";

/** What a campaign brought about. `keys`: what touchpoints call it. */
export const outcomeOf = async (
  client: PoolClient,
  tenantId: string,
  campaignId: string,
  model: Model,
  keys: ReadonlyArray<string>,
): Promise<CampaignResults> => {
  const { rows: revenue } = await client.query<RevenueRow>(revenueSql, [tenantId, campaignId, [model, "explicit"]]);
  const { rows: counts } = await client.query<Omit<CampaignResults, "revenue" | "events">>(countsSql, [tenantId, campaignId]);
  const { rows: events } = await client.query<{ event_name: string; n: number }>(eventsSql, [tenantId, keys]);
  return { ...counts[0]!, revenue, events: Object.fromEntries(events.map((e) => [e.event_name, e.n])) };
};
