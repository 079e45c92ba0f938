import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PoolClient } from "pg";
import { decimalOfMicros } from "../money.ts";
import { type AdCampaignEvent, type AdCampaignState, adCampaignDecider, type Metrics } from "./adCampaign.ts";

export const adCampaignTypes = new Set<string>([
  "ad_campaign_created",
  "ad_campaign_updated",
  "performance_reported",
  "optimization_applied",
] satisfies AdCampaignEvent["type"][]);

const load = `SELECT a.tenant_id, a.ad_campaign_id, a.state, a.version FROM ad_campaigns a
  JOIN unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, ad_campaign_id) ON a.tenant_id = k.tenant_id AND a.ad_campaign_id = k.ad_campaign_id`;

const upsert = `INSERT INTO ad_campaigns (tenant_id, ad_campaign_id, campaign_id, platform, platform_campaign_id, audience_config, creatives, performance_metrics,
    last_optimized, name, created_at, version, state)
  SELECT tenant_id, (s->>'adCampaignId')::uuid, (s->>'campaignId')::uuid, s->>'platform', s->>'platformCampaignId', s->'audienceConfig', creatives, metrics,
    last_optimized, s->>'name', created_at, version, s
  FROM unnest($1::uuid[], $2::jsonb[], $3::jsonb[], $4::jsonb[], $5::timestamptz[], $6::timestamptz[], $7::bigint[])
    AS t (tenant_id, s, creatives, metrics, last_optimized, created_at, version)
  ON CONFLICT (tenant_id, ad_campaign_id) DO UPDATE SET platform_campaign_id = excluded.platform_campaign_id, audience_config = excluded.audience_config,
    creatives = excluded.creatives, performance_metrics = excluded.performance_metrics, last_optimized = excluded.last_optimized, name = excluded.name,
    version = excluded.version, state = excluded.state`;

const addHistory = `INSERT INTO ad_performance_history (tenant_id, ad_campaign_id, as_of, impressions, clicks, conversions, spend, revenue, position)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::bigint[], $7::numeric[], $8::numeric[], $9::bigint[])`;

const iso = (ms: number): string => new Date(ms).toISOString();

/** Clicks per impression, six places; null without impressions. */
export const ctrOf = (m: Pick<Metrics, "clicks" | "impressions">): number | null =>
  m.impressions === 0 ? null : Math.round((m.clicks / m.impressions) * 1e6) / 1e6;

/** The column as the document has it. */
export const metricsColumn = (m: Metrics) => {
  const ctr = ctrOf(m);
  return {
    impressions: m.impressions,
    clicks: m.clicks,
    conversions: m.conversions,
    spend_micros: m.spend,
    revenue_micros: m.revenue,
    as_of: iso(m.asOf),
    ...(ctr === null ? {} : { ctr }),
  };
};

const creativesColumn = (s: AdCampaignState) =>
  s.creatives.map((c) => ({
    ...c.data,
    variant_id: c.variantId,
    ...(c.contentId === null ? {} : { content_id: c.contentId, version: c.contentVersion }),
    weight: c.weight,
  }));

export const foldAdCampaigns = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<void> => {
  const rows = new Map<string, { readonly tenantId: string; state: AdCampaignState; version: number }>();
  const keyed = events.map((e) => [`${e.tenantId}${e.data.adCampaignId}`, e] as const);
  const wanted = [...new Map(keyed).values()];
  const { rows: stored } = await client.query<{ tenant_id: string; ad_campaign_id: string; state: AdCampaignState; version: number }>({
    name: "load_ad_campaigns",
    text: load,
    values: [wanted.map((e) => e.tenantId), wanted.map((e) => e.data.adCampaignId)],
  });
  for (const r of stored)
    rows.set(`${r.tenant_id}${r.ad_campaign_id}`, {
      tenantId: r.tenant_id,
      state: { ...adCampaignDecider.initialState, ...r.state },
      version: r.version,
    });
  for (const [key, e] of keyed) {
    const row = rows.get(key) ?? { tenantId: e.tenantId, state: adCampaignDecider.initialState, version: 0 };
    row.state = adCampaignDecider.evolve(row.state, e as unknown as AdCampaignEvent);
    row.version = e.version;
    rows.set(key, row);
  }
  const all = [...rows.values()];
  const of = <A>(read: (s: AdCampaignState) => A): A[] => all.map((r) => read(r.state));
  await client.query({
    name: "upsert_ad_campaigns",
    text: upsert,
    values: [
      all.map((r) => r.tenantId),
      of((s) => JSON.stringify(s)),
      of((s) => JSON.stringify(creativesColumn(s))),
      of((s) => (s.metrics === null ? null : JSON.stringify(metricsColumn(s.metrics)))),
      of((s) => (s.lastOptimized === null ? null : iso(s.lastOptimized))),
      of((s) => iso(s.createdAt)),
      all.map((r) => r.version),
    ],
  });
  await addReports(
    client,
    events.filter((e) => e.type === "performance_reported"),
  );
};

const addReports = async (client: PoolClient, reports: ReadonlyArray<RecordedEvent>): Promise<void> => {
  if (reports.length === 0) return;
  await client.query({
    name: "add_performance_history",
    text: addHistory,
    values: [
      reports.map((e) => e.tenantId),
      reports.map((e) => e.data.adCampaignId),
      reports.map((e) => iso(e.data.asOf)),
      reports.map((e) => e.data.impressions),
      reports.map((e) => e.data.clicks),
      reports.map((e) => e.data.conversions),
      reports.map((e) => decimalOfMicros(e.data.spend)),
      reports.map((e) => decimalOfMicros(e.data.revenue)),
      reports.map((e) => e.position),
    ],
  });
};
