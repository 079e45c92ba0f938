import type { RecordedEvent } from "@marketing/shared/base/event";
import type { JsonObject } from "@marketing/shared/base/json";
import type { AdCampaignEvent, Metrics, Platform } from "../ad/adCampaign.ts";
import type { Creative } from "../ad/creatives.ts";
import type { CampaignEvent, CampaignType } from "../campaign/campaignEvents.ts";
import type { RevenueAttributed } from "../revenue/attribution.ts";
import { audienceWords, configWords, creativeWords, type Plan } from "./plan.ts";

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

type RevenueEvent = { readonly type: "revenue_attributed"; readonly data: RevenueAttributed };
export const campaignHistoryTypes = new Set<string>([
  "campaign_created",
  "campaign_updated",
  "campaign_scheduled",
  "campaign_unscheduled",
  "campaign_schedule_missed",
  "campaign_started",
  "campaign_completed",
  "campaign_stopped",
  "spend_recorded",
  "revenue_attributed",
] satisfies (CampaignEvent | RevenueEvent)["type"][]);
export const adHistoryTypes = new Set<string>([
  "ad_campaign_created",
  "ad_campaign_updated",
  "performance_reported",
] satisfies AdCampaignEvent["type"][]);

export const evolveCampaign = (state: PastCampaign, e: Pick<RecordedEvent, "type" | "data">): PastCampaign => {
  const { type, data } = e as CampaignEvent | RevenueEvent;
  switch (type) {
    case "campaign_created":
    case "campaign_updated": {
      const { name, type: kind, budget, currency } = data;
      return { ...state, name, type: kind, budget, currency, ...configWords(data.config) };
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
    case "spend_recorded":
      return { ...state, spent: data.spent };
    case "revenue_attributed": {
      const counts = (data.model === "last" || data.model === "explicit") && data.currency === state.currency;
      return counts ? { ...state, revenue: state.revenue + data.amount } : state;
    }
    default:
      return state;
  }
};

const aimed = (audience: JsonObject): Pick<PastAd, "audience" | "size"> => ({
  audience: audienceWords(audience),
  size: typeof audience.size === "number" ? audience.size : null,
});
const said = (creatives: ReadonlyArray<Creative>): Pick<PastAd, "creatives"> => ({ creatives: creativeWords(creatives) });

export const evolveAd = (state: PastAd, e: Pick<RecordedEvent, "type" | "data">): PastAd => {
  const { type, data } = e as AdCampaignEvent;
  switch (type) {
    case "ad_campaign_created":
      return { ...state, platform: data.platform, ...aimed(data.audienceConfig), ...said(data.creatives) };
    case "ad_campaign_updated":
      return {
        ...state,
        platform: data.platform,
        ...(data.audienceConfig ? aimed(data.audienceConfig) : {}),
        ...(data.creatives ? said(data.creatives) : {}),
      };
    case "performance_reported": {
      const { platform, impressions, clicks, conversions, spend, revenue } = data;
      return { ...state, platform, metrics: { impressions, clicks, conversions, spend, revenue } };
    }
    default:
      return state;
  }
};
