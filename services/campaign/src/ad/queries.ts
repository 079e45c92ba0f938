import type { PoolClient } from "pg";
import type { Platform } from "./platforms.ts";
import { type AdCampaignRow, adCampaignColumns as columns } from "./rows.ts";

export const findAdCampaign = async (client: PoolClient, tenantId: string, id: string): Promise<AdCampaignRow | null> =>
  (
    await client.query<AdCampaignRow>({
      name: "find_ad_campaign",
      text: `SELECT ${columns} FROM ad_campaigns WHERE tenant_id = $1 AND ad_campaign_id = $2`,
      values: [tenantId, id],
    })
  ).rows[0] ?? null;

export interface AdCampaignFilter {
  readonly campaignId: string | null;
  readonly platform: Platform | null;
  readonly staleFirst: boolean;
  readonly staleBefore: Date | null;
  readonly audience: object | null;
  readonly metrics: object | null;
  readonly minCtr: number | null;
}
export type AdCampaignKey = readonly [lastOptimized: string | null, adCampaignId: string];

/** Each way of listing reads its own index. Exported for the plan tests. */
export const listAdCampaignsSql = (tenantId: string, f: AdCampaignFilter, after: AdCampaignKey | null, limit: number) => {
  const values: unknown[] = [tenantId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  if (f.audience !== null || f.metrics !== null || f.minCtr !== null) {
    const json = (value: object | null) => (value === null ? null : JSON.stringify(value));
    const args = [json(f.audience), json(f.metrics), f.minCtr, f.campaignId, f.platform, f.staleFirst, f.staleBefore];
    const cursor = [after?.[0] ?? null, after?.[1] ?? null, limit];
    const order = f.staleFirst ? "a.last_optimized NULLS FIRST, a.ad_campaign_id" : "a.ad_campaign_id";
    const text = `SELECT ${columns.replaceAll(/(\w+)/g, "a.$1")} FROM find_ad_campaigns(${[...args, ...cursor].map(bind).join(", ")}) f
      CROSS JOIN LATERAL (SELECT * FROM ad_campaigns r WHERE r.tenant_id = $1 AND r.ad_campaign_id = f.ad_campaign_id LIMIT 1) a ORDER BY ${order}`;
    return { text, values };
  }
  const where = ["tenant_id = $1"];
  if (f.campaignId !== null) where.push(`campaign_id = ${bind(f.campaignId)}`);
  if (f.platform !== null) where.push(`platform = ${bind(f.platform)}`);
  if (f.staleBefore !== null) where.push(`(last_optimized IS NULL OR last_optimized < ${bind(f.staleBefore)})`);
  if (!f.staleFirst) {
    if (after) where.push(`ad_campaign_id > ${bind(after[1])}::uuid`);
  } else if (after && after[0] === null) where.push(`(last_optimized IS NOT NULL OR ad_campaign_id > ${bind(after[1])}::uuid)`);
  else if (after) {
    const at = bind(after[0]);
    where.push(
      `last_optimized >= ${at}::timestamptz AND (last_optimized > ${at}::timestamptz OR ad_campaign_id > ${bind(after[1])}::uuid)`,
    );
  }
  const order = f.staleFirst ? "last_optimized NULLS FIRST, ad_campaign_id" : "ad_campaign_id";
  return { text: `SELECT ${columns} FROM ad_campaigns WHERE ${where.join(" AND ")} ORDER BY ${order} LIMIT ${bind(limit)}`, values };
};

export const listAdCampaigns = async (
  client: PoolClient,
  tenantId: string,
  filter: AdCampaignFilter,
  after: AdCampaignKey | null,
  limit: number,
): Promise<AdCampaignRow[]> => (await client.query<AdCampaignRow>(listAdCampaignsSql(tenantId, filter, after, limit))).rows;

export const adCampaignsOf = async (client: PoolClient, tenantId: string, campaignId: string): Promise<AdCampaignRow[]> => {
  const none = { platform: null, staleFirst: false, staleBefore: null, audience: null, metrics: null, minCtr: null };
  return listAdCampaigns(client, tenantId, { ...none, campaignId }, null, 1_000);
};

/** A report as the table has it. */
export interface PerformanceRow {
  readonly as_of: Date;
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
  /** Decimals, six places. */
  readonly spend: string;
  readonly revenue: string;
}

/** Newest first. */
export const performanceHistory = async (
  client: PoolClient,
  tenantId: string,
  adCampaignId: string,
  before: string | null,
  limit: number,
): Promise<PerformanceRow[]> =>
  (
    await client.query<PerformanceRow>({
      name: "performance_history",
      text: `SELECT as_of, impressions, clicks, conversions, spend, revenue FROM ad_performance_history
        WHERE tenant_id = $1 AND ad_campaign_id = $2 AND as_of < coalesce($3::timestamptz, 'infinity') ORDER BY as_of DESC LIMIT $4`,
      values: [tenantId, adCampaignId, before, limit],
    })
  ).rows;
