import { isDeepStrictEqual as same } from "node:util";
import type { Decider, Rejection } from "@marketing/shared/base/decider";
import type { JsonObject } from "@marketing/shared/base/json";
import type { Result } from "effect";
import { accept, refuse } from "../refuse.ts";
import type { Creative } from "./creatives.ts";

export const platforms = ["google_ads", "linkedin", "producthunt"] as const;
export type Platform = (typeof platforms)[number];

/** Totals since the beginning as of a moment; money in micros, times ms since 1970. */
export interface Metrics {
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
  readonly spend: number;
  readonly revenue: number;
  readonly asOf: number;
}

export interface AdCampaignState {
  /** "" = there is none. */
  readonly adCampaignId: string;
  readonly campaignId: string;
  readonly platform: Platform;
  readonly name: string;
  readonly platformCampaignId: string | null;
  readonly audienceConfig: JsonObject;
  readonly creatives: ReadonlyArray<Creative>;
  readonly metrics: Metrics | null;
  /** The campaign's. */
  readonly currency: string;
  readonly lastOptimized: number | null;
  readonly lastOptimization: string | null;
  readonly createdAt: number;
}

type Created = Pick<
  AdCampaignState,
  "adCampaignId" | "campaignId" | "platform" | "name" | "platformCampaignId" | "audienceConfig" | "creatives" | "currency" | "createdAt"
>;
export type Changes = Partial<Pick<AdCampaignState, "name" | "audienceConfig" | "creatives" | "platformCampaignId">>;
type Ids = Pick<AdCampaignState, "adCampaignId" | "campaignId" | "platform">;

/** Stream `ad_campaign-<id>`. */
export type AdCampaignEvent =
  | { readonly type: "ad_campaign_created"; readonly data: Created }
  | { readonly type: "ad_campaign_updated"; readonly data: Ids & Changes }
  | { readonly type: "performance_reported"; readonly data: Ids & Metrics & { readonly currency: string } }
  | {
      readonly type: "optimization_applied";
      readonly data: Ids & { readonly kind: string; readonly changes: JsonObject; readonly at: number };
    };

export type AdCampaignCommand =
  | { readonly type: "create"; readonly data: Created }
  | { readonly type: "change"; readonly changes: Changes }
  | { readonly type: "link"; readonly platformCampaignId: string }
  | { readonly type: "report"; readonly metrics: Metrics; readonly currency: string | null }
  | {
      readonly type: "optimize";
      readonly kind: string;
      readonly changes: JsonObject;
      readonly creatives: ReadonlyArray<Creative> | null;
      readonly now: number;
    };

export const adCampaignStream = (adCampaignId: string): string => `ad_campaign-${adCampaignId}`;

const numbers = ["impressions", "clicks", "conversions", "spend", "revenue"] as const;

export type ReportOutcome = "applied" | "unchanged" | "stale";
/** What a report means beside the one that counts: the same moment with other numbers is as stale as an earlier one. */
export const outcomeOf = (known: Metrics | null, report: Metrics): ReportOutcome =>
  known === null || report.asOf > known.asOf
    ? "applied"
    : report.asOf === known.asOf && numbers.every((n) => report[n] === known[n])
      ? "unchanged"
      : "stale";

type Decision = Result.Result<ReadonlyArray<AdCampaignEvent>, Rejection>;

const changed = (state: AdCampaignState, changes: Changes): Decision => {
  const { adCampaignId, campaignId, platform } = state;
  const news = Object.fromEntries(Object.entries(changes).filter(([field, value]) => !same(state[field as keyof Changes], value)));
  return Object.keys(news).length === 0
    ? accept()
    : accept({ type: "ad_campaign_updated", data: { adCampaignId, campaignId, platform, ...news } });
};

const decide = (c: AdCampaignCommand, state: AdCampaignState): Decision => {
  if (c.type === "create")
    return state.adCampaignId === ""
      ? accept({ type: "ad_campaign_created", data: c.data })
      : refuse("already_exists", "AD_CAMPAIGN_EXISTS", `ad campaign ${c.data.adCampaignId} exists`);
  const { adCampaignId, campaignId, platform } = state;
  if (adCampaignId === "") return refuse("not_found", "AD_CAMPAIGN_NOT_FOUND", "no such ad campaign");
  const ids = { adCampaignId, campaignId, platform };
  switch (c.type) {
    case "change":
      return changed(state, c.changes);
    case "link":
      if (state.platformCampaignId !== null && state.platformCampaignId !== c.platformCampaignId)
        return refuse("failed_precondition", "ALREADY_LINKED", `it is linked to ${state.platformCampaignId}`, {
          platform_campaign_id: state.platformCampaignId,
        });
      return changed(state, { platformCampaignId: c.platformCampaignId });
    case "report":
      if (c.currency !== null && c.currency !== state.currency)
        return refuse("failed_precondition", "CURRENCY_MISMATCH", `the campaign's currency is ${state.currency}, not ${c.currency}`, {
          currency: state.currency,
        });
      return outcomeOf(state.metrics, c.metrics) === "applied"
        ? accept({ type: "performance_reported", data: { ...ids, ...c.metrics, currency: state.currency } })
        : accept();
    case "optimize": {
      const applied: AdCampaignEvent = {
        type: "optimization_applied",
        data: { ...ids, kind: c.kind, changes: c.changes, at: Math.max(c.now, state.lastOptimized ?? 0) },
      };
      return c.creatives === null || same(c.creatives, state.creatives)
        ? accept(applied)
        : accept<AdCampaignEvent>(applied, { type: "ad_campaign_updated", data: { ...ids, creatives: c.creatives } });
    }
  }
};

const evolve = (state: AdCampaignState, { type, data }: AdCampaignEvent): AdCampaignState => {
  switch (type) {
    case "ad_campaign_created":
      return { ...state, ...data };
    case "ad_campaign_updated":
      return { ...state, ...data };
    case "performance_reported": {
      const { impressions, clicks, conversions, spend, revenue, asOf } = data;
      return { ...state, metrics: { impressions, clicks, conversions, spend, revenue, asOf } };
    }
    case "optimization_applied":
      return { ...state, lastOptimized: data.at, lastOptimization: data.kind };
  }
};

export const adCampaignDecider: Decider<AdCampaignState, AdCampaignCommand, AdCampaignEvent> = {
  initialState: {
    adCampaignId: "",
    campaignId: "",
    platform: "google_ads",
    name: "",
    platformCampaignId: null,
    audienceConfig: {},
    creatives: [],
    metrics: null,
    currency: "USD",
    lastOptimized: null,
    lastOptimization: null,
    createdAt: 0,
  },
  decide,
  evolve,
};
