import { PlatformSchema } from "@marketing/protos/campaign/v1/ad_campaign_service";
import {
  CampaignStatusSchema,
  CampaignTypeSchema,
  type MoneyExpectationSchema,
  type OutlookSchema,
  type SimilarCampaignSchema,
} from "@marketing/protos/campaign/v1/campaign_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { timeMessage } from "../messages.ts";
import { returnOn } from "../money.ts";
import type { Expectation, Outlook } from "./outlook.ts";
import type { Similar } from "./queries.ts";

export const similarMessage = ({ campaignId, campaign: c, result: r, score }: Similar): Outgoing<typeof SimilarCampaignSchema> => ({
  campaignId,
  name: c.name,
  type: enumName(CampaignTypeSchema, c.type),
  status: c.finished === null ? "CAMPAIGN_STATUS_UNSPECIFIED" : enumName(CampaignStatusSchema, c.finished),
  platform: r.platform === "none" ? "PLATFORM_UNSPECIFIED" : enumName(PlatformSchema, r.platform),
  score,
  performanceScore: r.performanceScore,
  audienceSize: r.audienceSize,
  conversionRate: r.conversionRate,
  currency: c.currency,
  budgetMicros: c.budget,
  spentMicros: r.spent,
  revenueMicros: r.revenue,
  roi: returnOn(r.revenue, r.spent),
  impressions: r.impressions,
  clicks: r.clicks,
  conversions: r.conversions,
  startedAt: timeMessage(c.startedAt),
  finishedAt: timeMessage(c.endedAt),
});

const moneyMessage = (e: Expectation | null): Outgoing<typeof MoneyExpectationSchema> | null =>
  e && { meanMicros: Math.round(e.mean), spreadMicros: Math.round(e.spread), campaigns: e.campaigns };

export const outlookMessage = (outlook: Outlook): Outgoing<typeof OutlookSchema> => ({
  conversionRate: outlook.conversionRate,
  performanceScore: outlook.performanceScore,
  spent: moneyMessage(outlook.spent),
  costPerConversion: moneyMessage(outlook.costPerConversion),
  currency: outlook.currency,
});
