import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import type { EventOf, Recorded } from "@marketing/shared/log/defineEvents";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { Folded } from "@marketing/shared/subscription/folded";
import { decimalOfMicros } from "../money.ts";
import type { adCampaignEvents } from "./events.ts";
import { metricsColumn } from "./metrics.ts";
import { type AdCampaignState, initialAdCampaign } from "./state.ts";

type Row = Folded<AdCampaignState>;

const creativesColumn = ({ creatives }: AdCampaignState) =>
  creatives.map((c) => ({
    ...c.data,
    variant_id: c.variantId,
    ...(c.contentId === null ? {} : { content_id: c.contentId, version: c.contentVersion }),
    weight: c.weight,
  }));

/** Table `ad_campaigns`. */
export const adCampaignTable = defineTable<Row>({
  name: "ad_campaigns",
  key: { tenant_id: column("uuid", (r) => r.tenantId), ad_campaign_id: column("uuid", (r) => r.id) },
  columns: {
    campaign_id: column("uuid", (r) => r.state.campaignId, { once: true }),
    platform: column("text", (r) => r.state.platform, { once: true }),
    platform_campaign_id: column("text", (r) => r.state.platformCampaignId),
    audience_config: column("jsonb", (r) => r.state.audienceConfig),
    creatives: column("jsonb", (r) => creativesColumn(r.state)),
    performance_metrics: column("jsonb", (r) => r.state.metrics && metricsColumn(r.state.metrics)),
    last_optimized: column("timestamptz", (r) => isoTimeOrNull(r.state.lastOptimized)),
    name: column("text", (r) => r.state.name),
    created_at: column("timestamptz", (r) => isoTime(r.state.createdAt), { once: true }),
    version: column("bigint", (r) => r.version),
    state: column("jsonb", (r) => r.state),
  },
});

type PerformanceReported = Extract<Recorded<EventOf<typeof adCampaignEvents>>, { readonly type: "performance_reported" }>;

/** Table `ad_performance_history`: every report that counted. */
export const performanceHistoryTable = defineTable<PerformanceReported>({
  name: "ad_performance_history",
  key: {
    tenant_id: column("uuid", (e) => e.tenantId),
    ad_campaign_id: column("uuid", (e) => e.data.adCampaignId),
    as_of: column("timestamptz", (e) => isoTime(e.data.asOf)),
  },
  columns: {
    impressions: column("bigint", (e) => e.data.impressions),
    clicks: column("bigint", (e) => e.data.clicks),
    conversions: column("bigint", (e) => e.data.conversions),
    spend: column("numeric", (e) => decimalOfMicros(e.data.spend)),
    revenue: column("numeric", (e) => decimalOfMicros(e.data.revenue)),
    position: column("bigint", (e) => e.position),
  },
});

/** An ad campaign as the table has it. */
export interface AdCampaignRow {
  readonly ad_campaign_id: string;
  readonly last_optimized: Date | null;
  readonly state: AdCampaignState;
  readonly version: number;
}
export const adCampaignColumns = "ad_campaign_id, last_optimized, state, version";

/** What an older program stored lacks what is new since. */
export const adStateOf = (row: Pick<AdCampaignRow, "state">): AdCampaignState => ({ ...initialAdCampaign, ...row.state });
