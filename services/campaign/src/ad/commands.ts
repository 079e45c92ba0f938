import { type Aggregate, type Loaded, load } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { executeOn, type Handled } from "@marketing/shared/command/execute";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { commandCampaign, type HandledCampaign } from "../campaign/commands.ts";
import { type AdCampaignCommand, adCampaignDecider, outcomeOf, type ReportOutcome } from "./decide.ts";
import type { AdCampaignEvent, Metrics } from "./events.ts";
import { linksAlongside } from "./platformLinks.ts";
import type { AdCampaignState } from "./state.ts";

/** Hot: it grows with every report of its platform. */
const adCampaign: Aggregate<AdCampaignState, AdCampaignCommand, AdCampaignEvent> = {
  category: "ad_campaign",
  decider: adCampaignDecider,
  hot: true,
};

export type HandledAdCampaign = Handled<AdCampaignState, AdCampaignEvent>;

export const commandAdCampaign = (caller: Caller, adCampaignId: string, command: AdCampaignCommand): Promise<HandledAdCampaign> =>
  executeOn(caller, adCampaign, adCampaignId, command, {
    alongside: (events) => linksAlongside(caller.tenantId, events),
    refusedAlongside: () => ({
      kind: "already_exists",
      reason: "PLATFORM_CAMPAIGN_LINKED",
      message: "another ad campaign has this platform_campaign_id",
    }),
  });

/** The ad campaign as its own stream has it; version 0 = there is none. */
export const loadAdCampaign = (log: EventLog, tenantId: string, adCampaignId: string): Promise<Loaded<AdCampaignState>> =>
  load(log, adCampaign, tenantId, adCampaignId);

/**
 * What a platform reported for an ad campaign, booked to its campaign: the difference to what was booked before. As often as one likes: a
 * report that is booked, or older than one that is, books nothing.
 */
export const bookSpend = (
  caller: Caller,
  {
    adCampaignId,
    campaignId,
    spend,
    asOf,
  }: Pick<Metrics, "spend" | "asOf"> & { readonly adCampaignId: string; readonly campaignId: string },
): Promise<HandledCampaign> =>
  commandCampaign(caller, campaignId, {
    type: "import",
    adCampaignId,
    total: spend,
    asOf,
    source: `ad_campaign:${adCampaignId}`,
    now: Date.now(),
  });

/** Reports and books at once; the policy books what a crash in between left out. */
export const reportPerformance = async (
  caller: Caller,
  adCampaignId: string,
  metrics: Metrics,
  currency: string | null,
): Promise<HandledAdCampaign & { readonly outcome: ReportOutcome }> => {
  const handled = await commandAdCampaign(caller, adCampaignId, { type: "report", metrics, currency });
  if (handled.events.length === 0) return { ...handled, outcome: handled.replayed ? "applied" : outcomeOf(handled.state.metrics, metrics) };
  const { campaignId } = handled.state;
  const { spend, asOf } = metrics;
  // the caller's receipt is the report's
  const booked = await bookSpend({ ...caller, appendId: null, expectedVersion: null }, { adCampaignId, campaignId, spend, asOf });
  return { ...handled, position: Math.max(handled.position, booked.position), outcome: "applied" };
};
