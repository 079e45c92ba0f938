import { uuidv5 } from "@marketing/shared/base/ids";
import type { Handled } from "@marketing/shared/log/commandHandler";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Caller } from "../call.ts";
import { commandCampaign } from "../campaign/campaignCommands.ts";
import { handleInTurn } from "../turns.ts";
import {
  type AdCampaignCommand,
  type AdCampaignEvent,
  type AdCampaignState,
  adCampaignDecider,
  adCampaignStream,
  type Metrics,
  outcomeOf,
  type Platform,
  type ReportOutcome,
} from "./adCampaign.ts";

export type HandledAdCampaign = Handled<AdCampaignState, AdCampaignEvent>;

/** Stream `platform_link-<…>`: whose a platform's own id is. Written once. */
const linkStream = (tenantId: string, platform: Platform, platformCampaignId: string): string =>
  `platform_link-${uuidv5(`${platform}:${platformCampaignId}`, tenantId)}`;

/** The ad campaign a platform's own id names; null = none. */
export const adCampaignOfPlatform = async (
  log: EventLog,
  tenantId: string,
  platform: Platform,
  platformCampaignId: string,
): Promise<string | null> => {
  const [link] = await log.readStream(tenantId, linkStream(tenantId, platform, platformCampaignId), 0, 1);
  return (link?.data.adCampaignId as string | undefined) ?? null;
};

/** The event that gives an ad campaign its platform's id takes that id for it, in the same append. */
const linksOf = (tenantId: string, events: ReadonlyArray<AdCampaignEvent>) =>
  events.flatMap(({ type, data }) => {
    if (type !== "ad_campaign_created" && type !== "ad_campaign_updated") return [];
    const { adCampaignId, platform, platformCampaignId } = data;
    if (platformCampaignId === null || platformCampaignId === undefined) return [];
    const link = { type: "platform_linked", data: { adCampaignId, platform, platformCampaignId } };
    return [{ streamId: linkStream(tenantId, platform, platformCampaignId), expected: "no-stream" as const, events: [link] }];
  });

export const commandAdCampaign = (caller: Caller, adCampaignId: string, command: AdCampaignCommand): Promise<HandledAdCampaign> => {
  const streamId = adCampaignStream(adCampaignId);
  return handleInTurn({
    ...caller,
    decider: adCampaignDecider,
    streamId,
    command,
    alongside: (events) => linksOf(caller.tenantId, events),
    refusedAlongside: () => ({
      kind: "already_exists",
      reason: "PLATFORM_CAMPAIGN_LINKED",
      message: "another ad campaign has this platform_campaign_id",
    }),
  });
};

export const loadAdCampaign = async (log: EventLog, tenantId: string, adCampaignId: string): Promise<AdCampaignState | null> => {
  const events = await log.readStreamAll(tenantId, adCampaignStream(adCampaignId));
  if (events.length === 0) return null;
  return events.reduce((s, e) => adCampaignDecider.evolve(s, e as unknown as AdCampaignEvent), adCampaignDecider.initialState);
};

/**
 * What a platform reported for an ad campaign, booked to its campaign: the difference to what was booked before. As often as one likes: a
 * report that is booked, or older than one that is, books nothing.
 */
export const bookSpend = async (
  caller: Caller,
  s: { adCampaignId: string; campaignId: string; platform: string; spend: number; asOf: number },
) =>
  commandCampaign({ ...caller, appendId: undefined, expectedVersion: undefined }, s.campaignId, {
    type: "import",
    adCampaignId: s.adCampaignId,
    total: s.spend,
    asOf: s.asOf,
    source: `ad_campaign:${s.adCampaignId}`,
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
  const { campaignId, platform } = handled.state;
  const booked = await bookSpend(caller, { adCampaignId, campaignId, platform, spend: metrics.spend, asOf: metrics.asOf });
  return { ...handled, position: Math.max(handled.position, booked.position), outcome: "applied" };
};
