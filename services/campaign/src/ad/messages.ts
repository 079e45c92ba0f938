import {
  type AdCampaignSchema,
  type CreativeSchema,
  type PerformanceMetricsSchema,
  PlatformSchema,
} from "@marketing/protos/campaign/v1/ad_campaign_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toStruct } from "@marketing/shared/grpc/struct";
import { timeMessage } from "../messages.ts";
import { microsOf } from "../money.ts";
import type { Creative } from "./creatives.ts";
import type { Metrics } from "./events.ts";
import { ctrOf } from "./metrics.ts";
import type { PerformanceRow } from "./queries.ts";
import { type AdCampaignRow, adStateOf } from "./rows.ts";
import type { AdCampaignState } from "./state.ts";

export const creativeMessage = (c: Creative): Outgoing<typeof CreativeSchema> => ({
  variantId: c.variantId,
  contentId: c.contentId ?? "",
  contentVersion: c.contentVersion,
  weight: c.weight,
  data: toStruct(c.data),
});

const metricsMessage = (m: Metrics, currency: string): Outgoing<typeof PerformanceMetricsSchema> => ({
  impressions: m.impressions,
  clicks: m.clicks,
  conversions: m.conversions,
  spendMicros: m.spend,
  revenueMicros: m.revenue,
  asOf: timeMessage(m.asOf),
  ctr: ctrOf(m),
  currency,
});

export const performanceMessage = (r: PerformanceRow, currency: string): Outgoing<typeof PerformanceMetricsSchema> =>
  metricsMessage({ ...r, spend: microsOf(r.spend), revenue: microsOf(r.revenue), asOf: r.as_of.getTime() }, currency);

export const adCampaignMessage = (s: AdCampaignState, version: number): Outgoing<typeof AdCampaignSchema> => ({
  adCampaignId: s.adCampaignId,
  campaignId: s.campaignId,
  platform: enumName(PlatformSchema, s.platform),
  platformCampaignId: s.platformCampaignId ?? "",
  audienceConfig: toStruct(s.audienceConfig),
  creatives: s.creatives.map(creativeMessage),
  performanceMetrics: s.metrics && metricsMessage(s.metrics, s.currency),
  lastOptimized: timeMessage(s.lastOptimized),
  name: s.name,
  createdAt: timeMessage(s.createdAt),
  lastOptimization: s.lastOptimization ?? "",
  version,
});

export const adCampaignRowMessage = (row: AdCampaignRow): Outgoing<typeof AdCampaignSchema> =>
  adCampaignMessage(adStateOf(row), row.version);
