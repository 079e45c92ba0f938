import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
import { ownValue } from "@marketing/shared/base/own";
import { maxTotal } from "../money.ts";
import type { CampaignEvent, SpendRecorded } from "./events.ts";
import { type CampaignState, dayOf } from "./state.ts";

// What a campaign spends: reserved before it happens and guarded by the budget, or booked after it has happened.

export type SpendCommand =
  | {
      readonly type: "reserve";
      readonly amount: number;
      /** Null = the campaign's. */
      readonly currency: string | null;
      readonly source: string;
      readonly now: number;
    }
  /** An amount of zero gives nothing back: the release was counted before. */
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
type Of<Type extends SpendCommand["type"]> = Extract<SpendCommand, { readonly type: Type }>;

const wrongCurrency = (state: CampaignState, currency: string | null): Decision<CampaignEvent> | null =>
  currency !== null && currency !== state.currency
    ? refuse("failed_precondition", "CURRENCY_MISMATCH", `the campaign's currency is ${state.currency}, not ${currency}`, {
        currency: state.currency,
      })
    : null;

/** Why a campaign is paused whose budget is used up. */
export const budgetExceeded = "budget_exceeded";

const tooLarge = () => refuse("failed_precondition", "AMOUNT_TOO_LARGE", "the sum would be larger than can be counted exactly");

/** Nothing is left of the budget. One of zero that nothing was spent of is a plan to spend nothing. */
export const exhausted = (budget: number | null, spent: number): boolean => budget !== null && spent > 0 && spent >= budget;

/** Paused because the budget was used up. */
const outOfBudget = ({ status, pauseReason }: CampaignState): boolean => status === "paused" && pauseReason === budgetExceeded;

/** Whoever uses up the budget pauses the campaign, whichever way it was spent. */
const spend = (state: CampaignState, data: Omit<SpendRecorded, "campaignId" | "currency">): Decision<CampaignEvent> => {
  const { campaignId, currency, budget } = state;
  const record: CampaignEvent = { type: "spend_recorded", data: { ...data, campaignId, currency } };
  return state.status === "active" && exhausted(budget, data.spent)
    ? accept<CampaignEvent>(record, { type: "campaign_paused", data: { campaignId, reason: budgetExceeded, at: data.at } })
    : accept(record);
};

const reserve = (state: CampaignState, c: Of<"reserve">): Decision<CampaignEvent> => {
  const { budget, dailyBudget, spent, today } = state;
  if (state.status !== "active" && !outOfBudget(state))
    return refuse("failed_precondition", "CAMPAIGN_NOT_ACTIVE", `the campaign is ${state.status}`);
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
  if (outOfBudget(state))
    return refuse("failed_precondition", "CAMPAIGN_NOT_ACTIVE", "the campaign is paused: its budget was used up; resume it");
  return spend(state, { kind: "reserved", amount: c.amount, source: c.source, spent: spent + c.amount, at: c.now });
};

/** Gives back what a reservation took: also the campaign's going on, where that ended with it. */
const release = (state: CampaignState, { amount, now }: Of<"release">): Decision<CampaignEvent> => {
  if (amount === 0) return accept();
  const { campaignId, currency, budget } = state;
  const spent = state.spent - amount;
  const data = { campaignId, kind: "released", amount: -amount, currency, source: "release", at: now, spent } as const;
  const record: CampaignEvent = { type: "spend_recorded", data };
  return outOfBudget(state) && !exhausted(budget, spent)
    ? accept<CampaignEvent>(record, { type: "campaign_resumed", data: { campaignId, at: now } })
    : accept(record);
};

/** What a platform spent is spent: it is booked whatever it does to the budget. */
const book = (state: CampaignState, booked: Omit<SpendRecorded, "campaignId" | "currency" | "spent">): Decision<CampaignEvent> => {
  const spent = state.spent + booked.amount;
  return spent > maxTotal ? tooLarge() : spend(state, { ...booked, spent });
};

const importTotal = (state: CampaignState, { adCampaignId, total, asOf, source, now }: Of<"import">): Decision<CampaignEvent> => {
  const known = ownValue(state.imported, adCampaignId);
  const amount = total - (known?.total ?? 0);
  if (amount === 0 || (known !== undefined && asOf <= known.asOf)) return accept();
  return book(state, { kind: "imported", amount, source, at: now, imported: { adCampaignId, total, asOf } });
};

export const decideSpend = (c: SpendCommand, state: CampaignState): Decision<CampaignEvent> => {
  switch (c.type) {
    case "reserve":
      return reserve(state, c);
    case "release":
      return release(state, c);
    case "record":
      return wrongCurrency(state, c.currency) ?? book(state, { kind: "recorded", amount: c.amount, source: c.source, at: c.now });
    case "import":
      return importTotal(state, c);
  }
};
