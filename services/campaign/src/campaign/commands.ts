import { type Aggregate, type Loaded, load } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { executeOn, type Handled } from "@marketing/shared/command/execute";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type CampaignCommand, campaignDecider } from "./decide.ts";
import type { CampaignEvent } from "./events.ts";
import type { CampaignState } from "./state.ts";

/** Hot: it grows with every amount it spends, and many spend at once. */
export const campaign: Aggregate<CampaignState, CampaignCommand, CampaignEvent> = {
  category: "campaign",
  decider: campaignDecider,
  hot: true,
};

export type HandledCampaign = Handled<CampaignState, CampaignEvent>;

export const commandCampaign = (caller: Caller, campaignId: string, command: CampaignCommand): Promise<HandledCampaign> =>
  executeOn(caller, campaign, campaignId, command);

/** The campaign as its own stream has it; version 0 = there is none. */
export const loadCampaign = (log: EventLog, tenantId: string, campaignId: string): Promise<Loaded<CampaignState>> =>
  load(log, campaign, tenantId, campaignId);
