import { fromMicros } from "@marketing/client/money";
import { Platform } from "@marketing/protos/campaign/v1/ad_campaign_service";
import { CampaignStatus, CampaignType } from "@marketing/protos/campaign/v1/campaign_service";
import { type AdCampaign, type Campaign, clockOf, isoOf, wordOf } from "../api.ts";
import { oneLine, type Shown } from "./show.ts";

export const campaignTypes = ["lead_gen", "content", "retention", "ad"] as const;

export const money = (micros: bigint | undefined, currency: string): string | null =>
  micros === undefined ? null : `${fromMicros(micros)} ${currency}`;

export const ratio = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : `${(value * 100).toFixed(1)} %`;

export const plainAd = (ad: AdCampaign) => ({
  ad_campaign_id: ad.adCampaignId,
  platform: wordOf(Platform, ad.platform),
  platform_campaign_id: ad.platformCampaignId,
  name: ad.name,
  creatives: ad.creatives.map(({ variantId, weight, contentId }) => ({ variant_id: variantId, weight, content_id: contentId })),
  performance_metrics:
    ad.performanceMetrics === undefined
      ? null
      : {
          impressions: Number(ad.performanceMetrics.impressions),
          clicks: Number(ad.performanceMetrics.clicks),
          conversions: Number(ad.performanceMetrics.conversions),
          spend: fromMicros(ad.performanceMetrics.spendMicros),
          revenue: fromMicros(ad.performanceMetrics.revenueMicros),
          as_of: isoOf(ad.performanceMetrics.asOf),
        },
  last_optimized: isoOf(ad.lastOptimized),
});

export const campaigns: Shown<Campaign> = {
  none: "no campaigns",
  columns: [
    { title: "campaign" },
    { title: "name", max: 34 },
    { title: "type" },
    { title: "status" },
    { title: "budget", align: "right" },
    { title: "spent", align: "right" },
    { title: "revenue", align: "right" },
    { title: "score", align: "right" },
    { title: "started (UTC)" },
  ],
  row: (c) => [
    c.campaignId,
    c.name,
    wordOf(CampaignType, c.type),
    wordOf(CampaignStatus, c.status),
    money(c.budgetMicros, c.currency) ?? "unlimited",
    money(c.spentMicros, c.currency),
    money(c.revenueMicros, c.currency),
    c.performanceScore?.toFixed(4) ?? null,
    clockOf(c.startedAt),
  ],
  detail: (c) => [
    ["campaign", c.campaignId],
    ["name", c.name],
    ["type", wordOf(CampaignType, c.type)],
    ["status", wordOf(CampaignStatus, c.status) + (c.pauseReason === "" ? "" : ` (${c.pauseReason})`)],
    ["budget", money(c.budgetMicros, c.currency) ?? "unlimited"],
    ["spent", money(c.spentMicros, c.currency)],
    ["revenue", money(c.revenueMicros, c.currency)],
    ["score", c.performanceScore?.toFixed(4)],
    ["utm_campaign", c.utmCampaign],
    ["config", oneLine(c.config)],
    ["created", clockOf(c.createdAt)],
    ["created by", c.createdBy],
    ["scheduled", c.schedule === undefined ? null : `${clockOf(c.schedule.startAt)} to ${clockOf(c.schedule.startUntil)}`],
    ["started", clockOf(c.startedAt)],
    ["ended", clockOf(c.endedAt)],
  ],
  plain: (c) => ({
    campaign_id: c.campaignId,
    name: c.name,
    type: wordOf(CampaignType, c.type),
    status: wordOf(CampaignStatus, c.status),
    config: c.config ?? {},
    budget: c.budget ?? null,
    spent: c.spent,
    revenue: fromMicros(c.revenueMicros, 6),
    currency: c.currency,
    performance_score: c.performanceScore ?? null,
    created_at: isoOf(c.createdAt),
    started_at: isoOf(c.startedAt),
    ended_at: isoOf(c.endedAt),
    created_by: c.createdBy,
    pause_reason: c.pauseReason,
    utm_campaign: c.utmCampaign,
    version: Number(c.version),
  }),
};
