import {
  AdCampaignCreatedSchema,
  AdCampaignUpdatedSchema,
  OptimizationAppliedSchema,
  PerformanceReportedSchema,
} from "@marketing/protos/campaign/v1/campaign_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import type { JsonObject } from "@marketing/shared/base/json";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type { Creative } from "./creatives.ts";
import type { Platform } from "./platforms.ts";

interface OfAdCampaign {
  readonly adCampaignId: string;
  readonly campaignId: string;
  readonly platform: Platform;
}

/** What of an ad campaign its owner may change. */
interface Changeable {
  readonly name: string;
  readonly audienceConfig: JsonObject;
  readonly creatives: ReadonlyArray<Creative>;
  readonly platformCampaignId: string | null;
}
export type Changes = Partial<Changeable>;

export interface AdCampaignCreated extends OfAdCampaign, Changeable {
  /** The campaign's. */
  readonly currency: string;
  readonly createdAt: number;
}

/** Totals since the beginning as of a moment; money in micros, times ms since 1970. */
export interface Metrics {
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
  readonly spend: number;
  readonly revenue: number;
  readonly asOf: number;
}

/** Fields that can be changed, as the contract has them. */
const publicFields = [
  ["name", "name"],
  ["audienceConfig", "audience_config"],
  ["creatives", "creatives"],
  ["platformCampaignId", "platform_campaign_id"],
] as const satisfies ReadonlyArray<readonly [keyof Changeable, string]>;

const at = Date.UTC(2026, 4, 4, 9, 30);
const adCampaignId = "018f6a2b-7000-7000-8000-000000000007";
const sample: OfAdCampaign = { adCampaignId, campaignId: "018f6a2b-6000-7000-8000-000000000006", platform: "google_ads" };

/** Stream `ad_campaign-<id>`. */
export const adCampaignEvents = defineEvents(
  {
    ad_campaign_created: event<AdCampaignCreated>({
      version: 1,
      public: shape("ad-campaign.created", AdCampaignCreatedSchema, ({ adCampaignId, campaignId, platform, name }) => ({
        adCampaignId,
        campaignId,
        platform,
        name: name || undefined,
      })),
      sample: {
        ...{ ...sample, name: "Search, brand", platformCampaignId: null, audienceConfig: { country: "DE" }, creatives: [] },
        ...{ currency: "EUR", createdAt: at },
      },
    }),
    ad_campaign_updated: event<OfAdCampaign & Changes>({
      version: 1,
      public: shape("ad-campaign.updated", AdCampaignUpdatedSchema, (data) => ({
        adCampaignId: data.adCampaignId,
        campaignId: data.campaignId,
        platformCampaignId: data.platformCampaignId || undefined,
        changed: publicFields.flatMap(([field, name]) => (field in data ? [name] : [])),
      })),
      sample: { ...sample, name: "Search, brand and product", platformCampaignId: "g-77" },
    }),
    performance_reported: event<OfAdCampaign & Metrics & { readonly currency: string }>({
      version: 1,
      public: shape("ad-campaign.performance-reported", PerformanceReportedSchema, (data) => ({
        adCampaignId: data.adCampaignId,
        campaignId: data.campaignId,
        asOf: isoTime(data.asOf),
        impressions: String(data.impressions),
        clicks: String(data.clicks),
        conversions: String(data.conversions),
        spendMicros: String(data.spend),
        revenueMicros: String(data.revenue),
        platform: data.platform,
      })),
      sample: {
        ...{ ...sample, asOf: at, impressions: 12_000, clicks: 340, conversions: 9, spend: 210_000_000, revenue: 1_800_000_000 },
        currency: "EUR",
      },
    }),
    optimization_applied: event<OfAdCampaign & { readonly kind: string; readonly changes: JsonObject; readonly at: number }>({
      version: 1,
      public: shape("ad-campaign.optimization-applied", OptimizationAppliedSchema, (data) => ({
        adCampaignId: data.adCampaignId,
        campaignId: data.campaignId,
        kind: data.kind,
        changes: data.changes,
        at: isoTime(data.at),
      })),
      sample: { ...sample, kind: "bid", changes: { bid_micros: 1_200_000 }, at },
    }),
  },
  { sampleStream: `ad_campaign-${adCampaignId}` },
);
export type AdCampaignEvent = EventOf<typeof adCampaignEvents>;
