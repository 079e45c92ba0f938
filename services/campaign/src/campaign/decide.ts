import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import { type Changes, decideDue, decideMove, decideSchedule, decideUnschedule, decideUpdate } from "./decideLifecycle.ts";
import { decideArchived, decideRetire, type Retire } from "./decideRetire.ts";
import { decideSpend, type SpendCommand } from "./decideSpend.ts";
import type { CampaignEvent } from "./events.ts";
import { type CampaignState, evolve, initialCampaign } from "./state.ts";
import type { Move } from "./status.ts";
import type { Schedule, Terms } from "./terms.ts";

export type CampaignCommand =
  | { readonly type: "create"; readonly campaignId: string; readonly terms: Terms; readonly createdBy: string; readonly now: number }
  | { readonly type: "update"; readonly changes: Changes; readonly now: number }
  | { readonly type: "schedule"; readonly schedule: Schedule; readonly now: number }
  | { readonly type: "unschedule" }
  /** What is due of the schedule, if anything is. */
  | { readonly type: "keep_schedule"; readonly now: number }
  | { readonly type: "move"; readonly move: Move; readonly reason: string; readonly now: number }
  | Retire
  | SpendCommand;

const decide = (c: CampaignCommand, state: CampaignState): Decision<CampaignEvent> => {
  if (c.type === "create") {
    if (state.campaignId !== "") return refuse("already_exists", "CAMPAIGN_EXISTS", `campaign ${c.campaignId} exists`);
    const { campaignId, terms, createdBy, now } = c;
    return accept({ type: "campaign_created", data: { campaignId, ...terms, createdBy, createdAt: now } });
  }
  if (state.campaignId === "") return refuse("not_found", "CAMPAIGN_NOT_FOUND", "no such campaign");
  if (c.type === "retire") return decideRetire(c, state);
  if (state.archivedAt !== null) return decideArchived(c, state);
  switch (c.type) {
    case "update":
      return decideUpdate(state, c.changes, c.now);
    case "schedule":
      return decideSchedule(state, c.schedule);
    case "unschedule":
      return decideUnschedule(state);
    case "keep_schedule":
      return decideDue(state, c.now);
    case "move":
      return decideMove(state, c.move, c.reason, c.now);
    default:
      return decideSpend(c, state);
  }
};

export const campaignDecider: Decider<CampaignState, CampaignCommand, CampaignEvent> = { initialState: initialCampaign, decide, evolve };
