import { isDeepStrictEqual as same } from "node:util";
import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
import { budgetExceeded, exhausted } from "./decideSpend.ts";
import type { CampaignEvent } from "./events.ts";
import type { CampaignState } from "./state.ts";
import { ended, type Move, mayMove, moves } from "./status.ts";
import type { Schedule, Terms } from "./terms.ts";

// What a campaign is, and where it stands: its terms, its status, its schedule.

export type Changes = Partial<Omit<Terms, "currency">>;

export const decideMove = (state: CampaignState, move: Move, reason: string, at: number): Decision<CampaignEvent> => {
  const { campaignId, status, name, type, config } = state;
  const { to } = moves[move];
  if (!mayMove(move, status))
    return refuse("failed_precondition", "ILLEGAL_TRANSITION", `a campaign cannot ${move} from ${status} to ${to}`, {
      command: move,
      from: status,
      to,
    });
  switch (move) {
    case "start":
      return accept({ type: "campaign_started", data: { campaignId, name, type, config, at } });
    case "pause":
      return accept({ type: "campaign_paused", data: { campaignId, reason, at } });
    case "resume":
      if (exhausted(state.budget, state.spent))
        return refuse("failed_precondition", "BUDGET_EXHAUSTED", "the budget is used up: raise it first");
      return accept({ type: "campaign_resumed", data: { campaignId, at } });
    case "complete":
      return accept({ type: "campaign_completed", data: { campaignId, at } });
    case "stop":
      return accept({ type: "campaign_stopped", data: { campaignId, reason, at } });
  }
};

export const decideUpdate = (state: CampaignState, changes: Changes, now: number): Decision<CampaignEvent> => {
  const { campaignId, name, type, config, budget, dailyBudget, currency } = state;
  if (ended(state.status)) return refuse("failed_precondition", "CAMPAIGN_ENDED", `the campaign is ${state.status}`);
  const before: Terms = { name, type, config, budget, dailyBudget, currency };
  const after: Terms = { ...before, ...changes };
  if (after.type !== type && state.startedAt !== null)
    return refuse("failed_precondition", "TYPE_IS_FIXED", "the type cannot change once the campaign has started");
  if (after.budget !== null && after.budget < state.spent && after.budget !== budget)
    return refuse("failed_precondition", "BUDGET_BELOW_SPENT", "the budget cannot be lower than what is spent", {
      spent_micros: String(state.spent),
    });
  if (same(before, after)) return accept();
  const update: CampaignEvent = { type: "campaign_updated", data: { campaignId, ...after } };
  return state.status === "active" && exhausted(after.budget, state.spent)
    ? accept<CampaignEvent>(update, { type: "campaign_paused", data: { campaignId, reason: budgetExceeded, at: now } })
    : accept(update);
};

export const decideSchedule = ({ campaignId, status, schedule: known }: CampaignState, schedule: Schedule): Decision<CampaignEvent> => {
  if (status !== "draft")
    return refuse("failed_precondition", "ALREADY_STARTED", `only a draft is scheduled; the campaign is ${status}`, { from: status });
  return same(known, schedule) ? accept() : accept({ type: "campaign_scheduled", data: { campaignId, ...schedule } });
};

export const decideUnschedule = ({ campaignId, status, schedule }: CampaignState): Decision<CampaignEvent> => {
  if (status !== "draft")
    return refuse("failed_precondition", "ALREADY_STARTED", `only a draft's schedule is taken away; the campaign is ${status}`);
  return schedule === null ? accept() : accept({ type: "campaign_unscheduled", data: { campaignId } });
};

/** What is due of the schedule. A start that is too late is none at all: a campaign that fires hours after its time does harm. */
export const decideDue = (state: CampaignState, now: number): Decision<CampaignEvent> => {
  const { schedule, campaignId, status } = state;
  if (schedule === null) return accept();
  if (status === "draft") {
    if (now < schedule.startAt) return accept();
    if (now > schedule.startUntil) return accept({ type: "campaign_schedule_missed", data: { campaignId, ...schedule, at: now } });
    return decideMove(state, "start", "", now);
  }
  return schedule.endAt !== null && now >= schedule.endAt && !ended(status) ? decideMove(state, "complete", "", now) : accept();
};
