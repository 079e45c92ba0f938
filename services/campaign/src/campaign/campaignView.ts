import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import { adCampaignTypes, foldAdCampaigns } from "../ad/adCampaignFold.ts";
import { decimalOfMicros } from "../money.ts";
import type { RevenueAttributed } from "../revenue/attribution.ts";
import { type CampaignState, campaignDecider } from "./campaign.ts";
import { utmCampaignOf } from "./campaignConfig.ts";
import type { CampaignEvent } from "./campaignEvents.ts";

const campaignTypes = new Set<string>([
  "campaign_created",
  "campaign_updated",
  "campaign_scheduled",
  "campaign_unscheduled",
  "campaign_schedule_missed",
  "campaign_started",
  "campaign_paused",
  "campaign_resumed",
  "campaign_completed",
  "campaign_stopped",
  "spend_recorded",
] satisfies CampaignEvent["type"][]);

const load = `SELECT c.tenant_id, c.campaign_id, c.state, c.version FROM campaigns c
  JOIN unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, campaign_id) ON c.tenant_id = k.tenant_id AND c.campaign_id = k.campaign_id`;

const upsert = `INSERT INTO campaigns (tenant_id, campaign_id, name, type, status, config, budget, spent, created_at, started_at, ended_at, created_by, currency,
    utm_campaign, schedule_start, schedule_end, version, state)
  SELECT tenant_id, (s->>'campaignId')::uuid, s->>'name', s->>'type', s->>'status', s->'config', (s->>'budget')::numeric * 0.000001, (s->>'spent')::numeric * 0.000001,
    created_at, started_at, ended_at, s->>'createdBy', s->>'currency', utm, schedule_start, schedule_end, version, s
  FROM unnest($1::uuid[], $2::jsonb[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::text[])
    AS t (tenant_id, s, version, created_at, started_at, ended_at, schedule_start, schedule_end, utm)
  ON CONFLICT (tenant_id, campaign_id) DO UPDATE SET name = excluded.name, type = excluded.type, status = excluded.status, config = excluded.config,
    budget = excluded.budget, spent = excluded.spent, started_at = excluded.started_at, ended_at = excluded.ended_at, utm_campaign = excluded.utm_campaign,
    schedule_start = excluded.schedule_start, schedule_end = excluded.schedule_end, version = excluded.version, state = excluded.state`;

const time = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : new Date(ms).toISOString());

interface Folding {
  readonly tenantId: string;
  state: CampaignState;
  version: number;
}

const foldCampaigns = async (client: PoolClient, events: ReadonlyArray<RecordedEvent>): Promise<void> => {
  const rows = new Map<string, Folding>();
  const keyed = events.map((e) => [`${e.tenantId}${e.data.campaignId}`, e] as const);
  const wanted = new Map(keyed);
  const { rows: stored } = await client.query<{ tenant_id: string; campaign_id: string; state: CampaignState; version: number }>({
    name: "load_campaigns",
    text: load,
    values: [[...wanted.values()].map((e) => e.tenantId), [...wanted.values()].map((e) => e.data.campaignId)],
  });
  for (const r of stored)
    rows.set(`${r.tenant_id}${r.campaign_id}`, {
      tenantId: r.tenant_id,
      state: { ...campaignDecider.initialState, ...r.state },
      version: r.version,
    });
  for (const [key, e] of keyed) {
    const row = rows.get(key) ?? { tenantId: e.tenantId, state: campaignDecider.initialState, version: 0 };
    row.state = campaignDecider.evolve(row.state, e as unknown as CampaignEvent);
    row.version = e.version;
    rows.set(key, row);
  }
  const all = [...rows.values()];
  const of = <A>(read: (s: CampaignState) => A): A[] => all.map((r) => read(r.state));
  await client.query({
    name: "upsert_campaigns",
    text: upsert,
    values: [
      all.map((r) => r.tenantId),
      of((s) => JSON.stringify(s)),
      all.map((r) => r.version),
      of((s) => time(s.createdAt)),
      of((s) => time(s.startedAt)),
      of((s) => time(s.endedAt)),
      of((s) => time(s.schedule?.startAt)),
      of((s) => time(s.schedule?.endAt)),
      of((s) => utmCampaignOf(s.name, s.config).slice(0, 255)),
    ],
  });
};

const addRevenue = `INSERT INTO campaign_revenue (tenant_id, campaign_id, model, currency, revenue, conversions)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::numeric[], $6::bigint[])
  ON CONFLICT (tenant_id, campaign_id, model, currency) DO UPDATE SET revenue = campaign_revenue.revenue + excluded.revenue,
    conversions = campaign_revenue.conversions + excluded.conversions`;
const addToCampaign = `UPDATE campaigns c SET revenue = c.revenue + r.revenue
  FROM (SELECT tenant_id, campaign_id, currency, sum(revenue) AS revenue
          FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::numeric[]) AS u (tenant_id, campaign_id, model, currency, revenue)
         WHERE model IN ('last', 'explicit') GROUP BY 1, 2, 3) r
  WHERE c.tenant_id = r.tenant_id AND c.campaign_id = r.campaign_id AND c.currency = r.currency`;

const foldRevenue = async (client: PoolClient, events: ReadonlyArray<RecordedEvent<string, RevenueAttributed>>): Promise<void> => {
  const sums = new Map<string, { e: RecordedEvent<string, RevenueAttributed>; amount: number; conversions: number }>();
  for (const e of events) {
    const { campaignId, model, currency, amount } = e.data;
    const key = [e.tenantId, campaignId, model, currency].join(" ");
    const sum = sums.get(key) ?? { e, amount: 0, conversions: 0 };
    sum.amount += amount;
    sum.conversions += 1;
    sums.set(key, sum);
  }
  const all = [...sums.values()];
  const values: unknown[] = [
    all.map((s) => s.e.tenantId),
    all.map((s) => s.e.data.campaignId),
    all.map((s) => s.e.data.model),
    all.map((s) => s.e.data.currency),
    all.map((s) => decimalOfMicros(s.amount)),
  ];
  await client.query({ name: "add_revenue", text: addRevenue, values: [...values, all.map((s) => s.conversions)] });
  await client.query({ name: "add_campaign_revenue", text: addToCampaign, values });
};

/**
 * Tables `campaigns`, `campaign_revenue`, `ad_campaigns` and `ad_performance_history`: one view, because an ad campaign's row refers to its
 * campaign's, which the log has first.
 */
export const campaignsView: PostgresView = {
  kind: "postgres",
  name: "campaigns",
  version: 1,
  tables: ["campaigns", "campaign_revenue", "ad_campaigns", "ad_performance_history"],
  types: new Set([...campaignTypes, ...adCampaignTypes, "revenue_attributed"]),
  async apply(client, events) {
    const campaigns = events.filter((e) => campaignTypes.has(e.type));
    if (campaigns.length > 0) await foldCampaigns(client, campaigns);
    const revenue = events.filter((e) => e.type === "revenue_attributed");
    if (revenue.length > 0) await foldRevenue(client, revenue);
    const ads = events.filter((e) => adCampaignTypes.has(e.type));
    if (ads.length > 0) await foldAdCampaigns(client, ads);
  },
};
