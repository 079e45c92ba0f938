import type { JsonObject } from "@marketing/shared/base/json";
import type { Creative } from "./creatives.ts";
import type { AdCampaignEvent, Metrics } from "./events.ts";
import type { Platform } from "./platforms.ts";

/** Plain JSON: the read table keeps it beside its columns. */
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

export const initialAdCampaign: AdCampaignState = {
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
};

export const evolve = (state: AdCampaignState, { type, data }: AdCampaignEvent): AdCampaignState => {
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
