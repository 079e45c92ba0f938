import { RevenueAttributedSchema } from "@marketing/protos/campaign/v1/campaign_events";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type { Model } from "./attribution.ts";

/** What a campaign earned by one conversion under one model; micros, ms since 1970. */
export interface RevenueAttributed {
  readonly campaignId: string;
  readonly conversionId: string;
  /** "explicit" counts under every model. */
  readonly model: Model | "explicit";
  readonly amount: number;
  readonly currency: string;
  readonly leadId: string | null;
  readonly userId: string | null;
  readonly source: string;
  readonly at: number;
}

const campaignId = "018f6a2b-6000-7000-8000-000000000006";

/** Stream `revenue-<campaign id>`: nothing is decided on it, so its events are appended at any version. */
export const revenueEvents = defineEvents(
  {
    revenue_attributed: event<RevenueAttributed>({
      version: 1,
      public: shape("campaign.revenue-attributed", RevenueAttributedSchema, (data) => ({
        campaignId: data.campaignId,
        amountMicros: String(data.amount),
        currency: data.currency,
        model: data.model,
        leadId: data.leadId ?? undefined,
        userId: data.userId ?? undefined,
        conversionId: data.conversionId,
      })),
      sample: {
        campaignId,
        conversionId: "018f6a2b-c000-7000-8000-00000000000c",
        model: "linear",
        amount: 400_000_000,
        currency: "EUR",
        leadId: "018f6a2b-9000-7000-8000-000000000009",
        userId: "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01",
        source: "lead",
        at: Date.UTC(2026, 4, 4, 9, 30),
      },
    }),
  },
  { sampleStream: `revenue-${campaignId}` },
);
export type RevenueEvent = EventOf<typeof revenueEvents>;

export const revenueStream = (campaignId: string): string => `revenue-${campaignId}`;
