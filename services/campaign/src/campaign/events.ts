import {
  CampaignArchivedSchema,
  CampaignCompletedSchema,
  CampaignCreatedSchema,
  CampaignPausedSchema,
  CampaignPurgedSchema,
  CampaignResumedSchema,
  CampaignScheduledSchema,
  CampaignScheduleMissedSchema,
  CampaignStartedSchema,
  CampaignStoppedSchema,
  CampaignUnscheduledSchema,
  CampaignUpdatedSchema,
  SpendRecordedSchema,
} from "@marketing/protos/campaign/v1/campaign_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type { Schedule, Terms } from "./terms.ts";

interface OfCampaign {
  readonly campaignId: string;
}
interface Happened extends OfCampaign {
  readonly at: number;
}
interface WithReason extends Happened {
  readonly reason: string;
}

export interface SpendRecorded extends Happened {
  readonly kind: "reserved" | "released" | "recorded" | "imported";
  /** Negative when released, or corrected by a platform. */
  readonly amount: number;
  readonly currency: string;
  readonly source: string;
  /** All that is spent after it. */
  readonly spent: number;
  /** Of what a platform reported, its total and when that was. */
  readonly imported?: { readonly adCampaignId: string; readonly total: number; readonly asOf: number };
}

const at = Date.UTC(2026, 4, 4, 9, 30);
const day = 86_400_000;
const campaignId = "018f6a2b-6000-7000-8000-000000000006";
const sampleTerms: Terms = {
  name: "Spring launch",
  type: "lead_gen",
  config: { goal: "demos", channels: ["search"] },
  budget: 5_000_000_000,
  dailyBudget: null,
  currency: "EUR",
};

const publicTerms = ({ campaignId, name, type, config, budget, currency }: OfCampaign & Terms) => ({
  campaignId,
  name,
  type,
  config,
  budgetMicros: budget?.toString(),
  currency,
});

/** Stream `campaign-<id>`. Times are ms since 1970, money micros. */
export const campaignEvents = defineEvents(
  {
    campaign_created: event<OfCampaign & Terms & { readonly createdBy: string; readonly createdAt: number }>({
      version: 1,
      public: shape("campaign.created", CampaignCreatedSchema, (data) => ({
        ...publicTerms(data),
        createdBy: data.createdBy,
        createdAt: isoTime(data.createdAt),
      })),
      sample: { campaignId, ...sampleTerms, createdBy: "api_key:k3qx7m2p9v4t", createdAt: at },
    }),
    campaign_updated: event<OfCampaign & Terms>({
      version: 1,
      public: shape("campaign.updated", CampaignUpdatedSchema, publicTerms),
      sample: { campaignId, ...sampleTerms, budget: null },
    }),
    campaign_scheduled: event<OfCampaign & Schedule>({
      version: 1,
      public: shape("campaign.scheduled", CampaignScheduledSchema, ({ campaignId, startAt, startUntil, endAt }) => ({
        campaignId,
        startAt: isoTime(startAt),
        startUntil: isoTime(startUntil),
        endAt: endAt === null ? undefined : isoTime(endAt),
      })),
      sample: { campaignId, startAt: at + day, startUntil: at + 2 * day, endAt: at + 30 * day },
    }),
    campaign_unscheduled: event<OfCampaign>({
      version: 1,
      public: shape("campaign.unscheduled", CampaignUnscheduledSchema, ({ campaignId }) => ({ campaignId })),
      sample: { campaignId },
    }),
    campaign_schedule_missed: event<Happened & Schedule>({
      version: 1,
      public: shape("campaign.schedule-missed", CampaignScheduleMissedSchema, ({ campaignId, startAt, startUntil }) => ({
        campaignId,
        startAt: isoTime(startAt),
        startUntil: isoTime(startUntil),
      })),
      sample: { campaignId, startAt: at - 2 * day, startUntil: at - day, endAt: null, at },
    }),
    campaign_started: event<Happened & Pick<Terms, "name" | "type" | "config">>({
      version: 1,
      public: shape("campaign.started", CampaignStartedSchema, ({ campaignId, name, type, config, at }) => ({
        campaignId,
        name,
        type,
        config,
        startedAt: isoTime(at),
      })),
      sample: { campaignId, name: sampleTerms.name, type: sampleTerms.type, config: sampleTerms.config, at },
    }),
    campaign_paused: event<WithReason>({
      version: 1,
      public: shape("campaign.paused", CampaignPausedSchema, ({ campaignId, reason }) => ({ campaignId, reason: reason || undefined })),
      sample: { campaignId, reason: "the landing page is down", at },
    }),
    campaign_resumed: event<Happened>({
      version: 1,
      public: shape("campaign.resumed", CampaignResumedSchema, ({ campaignId }) => ({ campaignId })),
      sample: { campaignId, at },
    }),
    campaign_completed: event<Happened>({
      version: 1,
      public: shape("campaign.completed", CampaignCompletedSchema, ({ campaignId, at }) => ({ campaignId, endedAt: isoTime(at) })),
      sample: { campaignId, at },
    }),
    campaign_stopped: event<WithReason>({
      version: 1,
      public: shape("campaign.stopped", CampaignStoppedSchema, ({ campaignId, reason, at }) => ({
        campaignId,
        reason: reason || undefined,
        endedAt: isoTime(at),
      })),
      sample: { campaignId, reason: "", at },
    }),
    campaign_archived: event<Happened>({
      version: 1,
      public: shape("campaign.archived", CampaignArchivedSchema, ({ campaignId, at }) => ({ campaignId, archivedAt: isoTime(at) })),
      sample: { campaignId, at: at + 1_100 * day },
    }),
    campaign_purged: event<Happened>({
      version: 1,
      public: shape("campaign.purged", CampaignPurgedSchema, ({ campaignId, at }) => ({ campaignId, purgedAt: isoTime(at) })),
      sample: { campaignId, at: at + 2_600 * day },
    }),
    spend_recorded: event<SpendRecorded>({
      version: 1,
      public: shape("campaign.spend-recorded", SpendRecordedSchema, ({ campaignId, amount, currency, source, spent }) => ({
        campaignId,
        amountMicros: String(amount),
        currency,
        source: source || undefined,
        spentMicros: String(spent),
      })),
      sample: { campaignId, kind: "reserved", amount: 12_500_000, currency: "EUR", source: "reservation", spent: 48_000_000, at },
    }),
  },
  { sampleStream: `campaign-${campaignId}` },
);
export type CampaignEvent = EventOf<typeof campaignEvents>;
