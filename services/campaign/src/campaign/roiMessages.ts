import { AttributionModelSchema, type GetRoiResponseSchema } from "@marketing/protos/campaign/v1/campaign_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { microsOf, returnOn } from "../money.ts";
import type { Model } from "../revenue/attribution.ts";
import type { CampaignResults } from "./queries.ts";
import type { CampaignState } from "./state.ts";

const rate = (part: number | undefined, whole: number | undefined): number | null => (whole ? (part ?? 0) / whole : null);

/** What a campaign brought about. Only its own currency was spent; what it earned in others stands beside it. */
export const roiMessage = (
  { spent, currency }: Pick<CampaignState, "spent" | "currency">,
  model: Model,
  outcome: CampaignResults,
): Outgoing<typeof GetRoiResponseSchema> => {
  const figures = (currency: string, spentMicros: number) => {
    const earned = outcome.revenue.find((x) => x.currency === currency);
    const revenueMicros = earned ? microsOf(earned.revenue) : 0;
    return { currency, revenueMicros, spentMicros, roi: returnOn(revenueMicros, spentMicros), conversions: earned?.conversions ?? 0 };
  };
  const own = figures(currency, spent);
  const others = outcome.revenue.filter((x) => x.currency !== currency).map((x) => figures(x.currency, 0));
  const { email_sent: sent, email_opened: opened, email_clicked: clicked, email_bounced: bounced } = outcome.events;
  return {
    revenueMicros: own.revenueMicros,
    spentMicros: spent,
    currency,
    roi: own.roi,
    byCurrency: [own, ...others],
    model: enumName(AttributionModelSchema, model),
    leads: outcome.leads,
    convertedLeads: outcome.converted_leads,
    impressions: outcome.impressions,
    clicks: outcome.clicks,
    conversions: outcome.conversions,
    events: outcome.events,
    openRate: rate(opened, sent),
    clickRate: rate(clicked, sent),
    bounceRate: rate(bounced, sent),
  };
};
