import { isDeepStrictEqual as same } from "node:util";
import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import type { JsonObject } from "@marketing/shared/base/json";
import type { Creative } from "./creatives.ts";
import type { AdCampaignCreated, AdCampaignEvent, Changes, Metrics } from "./events.ts";
import { type AdCampaignState, evolve, initialAdCampaign } from "./state.ts";

export type AdCampaignCommand =
  | { readonly type: "create"; readonly data: AdCampaignCreated }
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

const numbers = ["impressions", "clicks", "conversions", "spend", "revenue"] as const;

export type ReportOutcome = "applied" | "unchanged" | "stale";
/** What a report means beside the one that counts: the same moment with other numbers is as stale as an earlier one. */
export const outcomeOf = (known: Metrics | null, report: Metrics): ReportOutcome =>
  known === null || report.asOf > known.asOf
    ? "applied"
    : report.asOf === known.asOf && numbers.every((n) => report[n] === known[n])
      ? "unchanged"
      : "stale";

const changed = (state: AdCampaignState, changes: Changes): Decision<AdCampaignEvent> => {
  const { adCampaignId, campaignId, platform } = state;
  const news = Object.fromEntries(Object.entries(changes).filter(([field, value]) => !same(state[field as keyof Changes], value)));
  return Object.keys(news).length === 0
    ? accept()
    : accept({ type: "ad_campaign_updated", data: { adCampaignId, campaignId, platform, ...news } });
};

const decide = (c: AdCampaignCommand, state: AdCampaignState): Decision<AdCampaignEvent> => {
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

export const adCampaignDecider: Decider<AdCampaignState, AdCampaignCommand, AdCampaignEvent> = {
  initialState: initialAdCampaign,
  decide,
  evolve,
};
