import type { AdCampaignSchema } from "@marketing/protos/campaign/v1/ad_campaign_service";
import { type CampaignSchema, CampaignStatusSchema, CampaignTypeSchema } from "@marketing/protos/campaign/v1/campaign_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toStruct } from "@marketing/shared/grpc/struct";
import { timeMessage } from "../messages.ts";
import { decimalOfMicros, microsOf, performanceScore } from "../money.ts";
import { utmCampaignOf } from "./configuration.ts";
import { type CampaignRow, stateOf } from "./rows.ts";
import type { CampaignState } from "./state.ts";

/** `revenue` in micros, by last touch, in the campaign's currency. */
export const campaignMessage = (
  s: CampaignState,
  version: number,
  revenue: number,
  adCampaigns: ReadonlyArray<Outgoing<typeof AdCampaignSchema>> = [],
): Outgoing<typeof CampaignSchema> => ({
  campaignId: s.campaignId,
  name: s.name,
  type: enumName(CampaignTypeSchema, s.type),
  status: enumName(CampaignStatusSchema, s.status),
  config: toStruct(s.config),
  budget: s.budget === null ? null : decimalOfMicros(s.budget),
  budgetMicros: s.budget,
  spent: decimalOfMicros(s.spent),
  createdAt: timeMessage(s.createdAt),
  startedAt: timeMessage(s.startedAt),
  endedAt: timeMessage(s.endedAt),
  createdBy: s.createdBy,
  spentMicros: s.spent,
  currency: s.currency,
  dailyBudgetMicros: s.dailyBudget,
  revenueMicros: revenue,
  performanceScore: performanceScore(revenue, s.spent),
  schedule: s.schedule && {
    startAt: timeMessage(s.schedule.startAt),
    startUntil: timeMessage(s.schedule.startUntil),
    endAt: timeMessage(s.schedule.endAt),
  },
  scheduleMissedAt: timeMessage(s.missedAt),
  pauseReason: s.pauseReason ?? "",
  utmCampaign: utmCampaignOf(s.name, s.config),
  adCampaigns,
  version,
});

export const campaignRowMessage = (
  row: CampaignRow,
  adCampaigns: ReadonlyArray<Outgoing<typeof AdCampaignSchema>> = [],
): Outgoing<typeof CampaignSchema> => campaignMessage(stateOf(row), row.version, microsOf(row.revenue), adCampaigns);
