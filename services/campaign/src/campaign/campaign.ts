import { isDeepStrictEqual as same } from "node:util";
import type { Decider, Rejection } from "@marketing/shared/base/decider";
import type { Result } from "effect";
import { maxTotal } from "../money.ts";
import { accept, refuse } from "../refuse.ts";
import type { CampaignEvent, Schedule, Terms } from "./campaignEvents.ts";
import { ended, type Move, mayMove, moves, type Status } from "./status.ts";

/** Plain JSON: the read table keeps it beside its columns. Times are ms since 1970, money micros. */
export interface CampaignState extends Terms {
  /** "" = there is no such campaign. */
  readonly campaignId: string;
  readonly status: Status;
  readonly spent: number;
  /** What was reserved on that day (UTC), less what was released on it. */
  readonly today: { readonly day: string; readonly reserved: number };
  /** By ad campaign: what its platform reported last, which is part of `spent`. */
  readonly imported: Readonly<Record<string, { readonly total: number; readonly asOf: number }>>;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly pauseReason: string | null;
  readonly schedule: Schedule | null;
  readonly missedAt: number | null;
}

export type CampaignCommand =
  | { readonly type: "create"; readonly campaignId: string; readonly terms: Terms; readonly createdBy: string; readonly now: number }
  | { readonly type: "update"; readonly changes: Partial<Omit<Terms, "currency">> }
  | { readonly type: "schedule"; readonly schedule: Schedule; readonly now: number }
  | { readonly type: "unschedule" }
  /** What is due of the schedule, if anything is. */
  | { readonly type: "keep_schedule"; readonly now: number }
  | { readonly type: "move"; readonly move: Move; readonly reason: string; readonly now: number }
  | {
      readonly type: "reserve";
      readonly amount: number;
      readonly currency: string | null;
      readonly source: string;
      readonly now: number;
    }
  | { readonly type: "release"; readonly amount: number; readonly now: number }
  | {
      readonly type: "record";
      readonly amount: number;
      readonly currency: string | null;
      readonly source: string;
      readonly now: number;
    }
  /** A platform's total for an ad campaign, as of a moment: what is new of it is booked. */
  | {
      readonly type: "import";
      readonly adCampaignId: string;
      readonly total: number;
      readonly asOf: number;
      readonly source: string;
      readonly now: number;
    };

type Decision = Result.Result<ReadonlyArray<CampaignEvent>, Rejection>;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

const moved = (state: CampaignState, move: Move, reason: string, at: number): Decision => {
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
      if (state.budget !== null && state.spent > state.budget)
        return refuse("failed_precondition", "BUDGET_EXHAUSTED", "more is spent than the budget: raise the budget first");
      return accept({ type: "campaign_resumed", data: { campaignId, at } });
    case "complete":
      return accept({ type: "campaign_completed", data: { campaignId, at } });
    case "stop":
      return accept({ type: "campaign_stopped", data: { campaignId, reason, at } });
  }
};

const updated = (state: CampaignState, changes: Partial<Omit<Terms, "currency">>): Decision => {
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
  return same(before, after) ? accept() : accept({ type: "campaign_updated", data: { campaignId, ...after } });
};

/** Too late is not at all: a campaign that fires hours after its time does harm. */
const scheduled = (state: CampaignState, now: number): Decision => {
  const { schedule, campaignId, status } = state;
  if (schedule === null) return accept();
  if (status === "draft") {
    if (now < schedule.startAt) return accept();
    if (now > schedule.startUntil) return accept({ type: "campaign_schedule_missed", data: { campaignId, ...schedule, at: now } });
    return moved(state, "start", "", now);
  }
  return schedule.endAt !== null && now >= schedule.endAt && !ended(status) ? moved(state, "complete", "", now) : accept();
};

const wrongCurrency = (state: CampaignState, currency: string | null) =>
  currency !== null && currency !== state.currency
    ? refuse("failed_precondition", "CURRENCY_MISMATCH", `the campaign's currency is ${state.currency}, not ${currency}`, {
        currency: state.currency,
      })
    : null;

const tooLarge = () => refuse("failed_precondition", "AMOUNT_TOO_LARGE", "the sum would be larger than can be counted exactly");

const reserved = (state: CampaignState, c: Extract<CampaignCommand, { type: "reserve" }>): Decision => {
  const { campaignId, currency, budget, dailyBudget, spent, today } = state;
  if (state.status !== "active") return refuse("failed_precondition", "CAMPAIGN_NOT_ACTIVE", `the campaign is ${state.status}`);
  const wrong = wrongCurrency(state, c.currency);
  if (wrong) return wrong;
  if (spent + c.amount > maxTotal) return tooLarge();
  if (budget !== null && spent + c.amount > budget)
    return refuse("failed_precondition", "BUDGET_EXCEEDED", "the budget does not cover it", {
      left_micros: String(Math.max(0, budget - spent)),
    });
  const already = today.day === dayOf(c.now) ? today.reserved : 0;
  if (dailyBudget !== null && already + c.amount > dailyBudget)
    return refuse("failed_precondition", "DAILY_BUDGET_EXCEEDED", "today's budget does not cover it", {
      left_micros: String(Math.max(0, dailyBudget - already)),
    });
  const data = { campaignId, kind: "reserved", amount: c.amount, currency, source: c.source, spent: spent + c.amount, at: c.now } as const;
  return accept({ type: "spend_recorded", data });
};

/** What a platform spent is spent: it is booked whatever it does to the budget, and then stops what would spend more. */
const booked = (
  state: CampaignState,
  spend: Omit<Extract<CampaignEvent, { type: "spend_recorded" }>["data"], "campaignId" | "currency" | "spent">,
): Decision => {
  const { campaignId, currency, budget } = state;
  const spent = state.spent + spend.amount;
  if (spent > maxTotal) return tooLarge();
  const record: CampaignEvent = { type: "spend_recorded", data: { ...spend, campaignId, currency, spent } };
  const over = state.status === "active" && budget !== null && spent > budget;
  return over
    ? accept<CampaignEvent>(record, { type: "campaign_paused", data: { campaignId, reason: "budget_exceeded", at: spend.at } })
    : accept(record);
};

const decide = (c: CampaignCommand, state: CampaignState): Decision => {
  if (c.type === "create") {
    if (state.campaignId !== "") return refuse("already_exists", "CAMPAIGN_EXISTS", `campaign ${c.campaignId} exists`);
    const { campaignId, terms, createdBy, now } = c;
    return accept({ type: "campaign_created", data: { campaignId, ...terms, createdBy, createdAt: now } });
  }
  const { campaignId, status, spent } = state;
  if (campaignId === "") return refuse("not_found", "CAMPAIGN_NOT_FOUND", "no such campaign");
  switch (c.type) {
    case "update":
      return updated(state, c.changes);
    case "schedule":
      if (status !== "draft")
        return refuse("failed_precondition", "ALREADY_STARTED", `only a draft is scheduled; the campaign is ${status}`, { from: status });
      return same(state.schedule, c.schedule) ? accept() : accept({ type: "campaign_scheduled", data: { campaignId, ...c.schedule } });
    case "unschedule":
      if (status !== "draft")
        return refuse("failed_precondition", "ALREADY_STARTED", `only a draft's schedule is taken away; the campaign is ${status}`);
      return state.schedule === null ? accept() : accept({ type: "campaign_unscheduled", data: { campaignId } });
    case "keep_schedule":
      return scheduled(state, c.now);
    case "move":
      return moved(state, c.move, c.reason, c.now);
    case "reserve":
      return reserved(state, c);
    case "release": {
      const data = { campaignId, kind: "released", amount: -c.amount, currency: state.currency, source: "release", at: c.now } as const;
      return accept({ type: "spend_recorded", data: { ...data, spent: spent - c.amount } });
    }
    case "record":
      return wrongCurrency(state, c.currency) ?? booked(state, { kind: "recorded", amount: c.amount, source: c.source, at: c.now });
    case "import": {
      const { adCampaignId, total, asOf } = c;
      const known = state.imported[adCampaignId];
      const amount = total - (known?.total ?? 0);
      if (amount === 0 || (known !== undefined && asOf <= known.asOf)) return accept();
      return booked(state, { kind: "imported", amount, source: c.source, at: c.now, imported: { adCampaignId, total, asOf } });
    }
  }
};

const spend = (state: CampaignState, d: Extract<CampaignEvent, { type: "spend_recorded" }>["data"]): CampaignState => {
  const next = { ...state, spent: d.spent };
  if (d.kind === "reserved" || d.kind === "released") {
    const day = dayOf(d.at);
    const before = state.today.day === day ? state.today.reserved : 0;
    return { ...next, today: { day, reserved: Math.max(0, before + d.amount) } };
  }
  if (!d.imported) return next;
  const { adCampaignId, total, asOf } = d.imported;
  return { ...next, imported: { ...state.imported, [adCampaignId]: { total, asOf } } };
};

const evolve = (state: CampaignState, { type, data }: CampaignEvent): CampaignState => {
  switch (type) {
    case "campaign_created": {
      const { campaignId, name, type, config, budget, dailyBudget, currency, createdBy, createdAt } = data;
      return { ...state, campaignId, name, type, config, budget, dailyBudget, currency, createdBy, createdAt };
    }
    case "campaign_updated": {
      const { name, type, config, budget, dailyBudget } = data;
      return { ...state, name, type, config, budget, dailyBudget };
    }
    case "campaign_scheduled": {
      const { startAt, startUntil, endAt } = data;
      return { ...state, schedule: { startAt, startUntil, endAt }, missedAt: null };
    }
    case "campaign_unscheduled":
      return { ...state, schedule: null };
    case "campaign_schedule_missed":
      return { ...state, schedule: null, missedAt: data.at };
    case "campaign_started":
      return { ...state, status: "active", startedAt: state.startedAt ?? data.at, missedAt: null };
    case "campaign_paused":
      return { ...state, status: "paused", pauseReason: data.reason };
    case "campaign_resumed":
      return { ...state, status: "active", pauseReason: null };
    // by the clocks of two machines an end can seem to come before the start
    case "campaign_completed":
      return { ...state, status: "completed", pauseReason: null, endedAt: Math.max(data.at, state.startedAt ?? data.at) };
    case "campaign_stopped":
      return { ...state, status: "stopped", pauseReason: null, endedAt: Math.max(data.at, state.startedAt ?? data.at) };
    case "spend_recorded":
      return spend(state, data);
  }
};

export const campaignDecider: Decider<CampaignState, CampaignCommand, CampaignEvent> = {
  initialState: {
    campaignId: "",
    name: "",
    type: "lead_gen",
    status: "draft",
    config: {},
    budget: null,
    dailyBudget: null,
    currency: "USD",
    spent: 0,
    today: { day: "", reserved: 0 },
    imported: {},
    createdBy: "",
    createdAt: 0,
    startedAt: null,
    endedAt: null,
    pauseReason: null,
    schedule: null,
    missedAt: null,
  },
  decide,
  evolve,
};
