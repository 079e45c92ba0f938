import type { JsonObject } from "@marketing/shared/base/json";
import { allOf, type EventOf } from "@marketing/shared/log/defineEvents";
import type { Creative } from "../ad/creatives.ts";
import { adCampaignEvents, type Metrics } from "../ad/events.ts";
import type { Platform } from "../ad/platforms.ts";
import { campaignEvents } from "../campaign/events.ts";
import type { CampaignType } from "../campaign/terms.ts";
import { revenueEvents } from "../revenue/events.ts";
import { audienceKeywords, configKeywords, creativeKeywords, type Plan } from "./plan.ts";

/** Of a campaign's events those the history keeps something of. */
export const campaignHistoryEvents = allOf(
  campaignEvents.only(
    "campaign_created",
    "campaign_updated",
    "campaign_scheduled",
    "campaign_unscheduled",
    "campaign_schedule_missed",
    "campaign_started",
    "campaign_completed",
    "campaign_stopped",
    "campaign_purged",
    "spend_recorded",
  ),
  revenueEvents,
);
export type CampaignHistoryEvent = EventOf<typeof campaignHistoryEvents>;

/** The same of an ad campaign's. */
export const adHistoryEvents = adCampaignEvents.only("ad_campaign_created", "ad_campaign_updated", "performance_reported");
export type AdHistoryEvent = EventOf<typeof adHistoryEvents>;

/** What the history keeps of a campaign: plain JSON, small, because it is written with everything the campaign spends. Micros, ms since 1970. */
export interface PastCampaign extends Pick<Plan, "name" | "channels" | "audience" | "goals" | "themes"> {
  readonly type: CampaignType;
  readonly budget: number | null;
  readonly currency: string;
  readonly spent: number;
  /** By last touch, in the campaign's currency. */
  readonly revenue: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** As planned; what really was goes before. */
  readonly scheduled: { readonly startAt: number; readonly endAt: number | null } | null;
  /** How it ended; null = it has not. */
  readonly finished: "completed" | "stopped" | null;
}

/** What the history keeps of an ad campaign. */
export interface PastAd {
  readonly platform: Platform;
  readonly audience: ReadonlyArray<string>;
  /** How many people it aims at; null = not told. */
  readonly size: number | null;
  readonly creatives: ReadonlyArray<string>;
  readonly metrics: Omit<Metrics, "asOf"> | null;
}

export const noCampaign: PastCampaign = {
  name: "",
  type: "lead_gen",
  channels: [],
  audience: [],
  goals: [],
  themes: [],
  budget: null,
  currency: "",
  spent: 0,
  revenue: 0,
  startedAt: null,
  endedAt: null,
  scheduled: null,
  finished: null,
};
export const noAd: PastAd = { platform: "google_ads", audience: [], size: null, creatives: [], metrics: null };

export const evolveCampaign = (state: PastCampaign, { type, data }: CampaignHistoryEvent): PastCampaign => {
  switch (type) {
    case "campaign_created":
    case "campaign_updated": {
      const { name, type: kind, budget, currency } = data;
      return { ...state, name, type: kind, budget, currency, ...configKeywords(data.config) };
    }
    case "campaign_scheduled":
      return { ...state, scheduled: { startAt: data.startAt, endAt: data.endAt } };
    case "campaign_unscheduled":
    case "campaign_schedule_missed":
      return { ...state, scheduled: null };
    case "campaign_started":
      return { ...state, startedAt: state.startedAt ?? data.at };
    case "campaign_completed":
    case "campaign_stopped": {
      const endedAt = Math.max(data.at, state.startedAt ?? data.at);
      return { ...state, endedAt, finished: type === "campaign_completed" ? "completed" : "stopped" };
    }
    case "campaign_purged":
      return noCampaign;
    case "spend_recorded":
      return { ...state, spent: data.spent };
    case "revenue_attributed": {
      const counts = (data.model === "last" || data.model === "explicit") && data.currency === state.currency;
      return counts ? { ...state, revenue: state.revenue + data.amount } : state;
    }
  }
};

const audienceOf = (audience: JsonObject): Pick<PastAd, "audience" | "size"> => ({
  audience: audienceKeywords(audience),
  size: typeof audience.size === "number" ? audience.size : null,
});
const creativesOf = (creatives: ReadonlyArray<Creative>): Pick<PastAd, "creatives"> => ({ creatives: creativeKeywords(creatives) });

export const evolveAd = (state: PastAd, { type, data }: AdHistoryEvent): PastAd => {
  switch (type) {
    case "ad_campaign_created":
      return { ...state, platform: data.platform, ...audienceOf(data.audienceConfig), ...creativesOf(data.creatives) };
    case "ad_campaign_updated":
      return {
        ...state,
        platform: data.platform,
        ...(data.audienceConfig ? audienceOf(data.audienceConfig) : {}),
        ...(data.creatives ? creativesOf(data.creatives) : {}),
      };
    case "performance_reported": {
      const { platform, impressions, clicks, conversions, spend, revenue } = data;
      return { ...state, platform, metrics: { impressions, clicks, conversions, spend, revenue } };
    }
  }
};
