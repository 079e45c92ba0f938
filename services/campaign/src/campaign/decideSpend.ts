import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
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

const tooLarge = () => refuse("failed_precondition", "AMOUNT_TOO_LARGE", "the sum would be larger than can be counted exactly");

const reserve = (state: CampaignState, c: Of<"reserve">): Decision<CampaignEvent> => {
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

const release = ({ campaignId, currency, spent }: CampaignState, { amount, now }: Of<"release">): Decision<CampaignEvent> => {
  if (amount === 0) return accept();
  const data = { campaignId, kind: "released", amount: -amount, currency, source: "release", at: now, spent: spent - amount } as const;
  return accept({ type: "spend_recorded", data });
};

/** What a platform spent is spent: it is booked whatever it does to the budget, and then stops what would spend more. */
const book = (state: CampaignState, spend: Omit<SpendRecorded, "campaignId" | "currency" | "spent">): Decision<CampaignEvent> => {
  const { campaignId, currency, budget } = state;
  const spent = state.spent + spend.amount;
  if (spent > maxTotal) return tooLarge();
  const record: CampaignEvent = { type: "spend_recorded", data: { ...spend, campaignId, currency, spent } };
  const over = state.status === "active" && budget !== null && spent > budget;
  return over
    ? accept<CampaignEvent>(record, { type: "campaign_paused", data: { campaignId, reason: "budget_exceeded", at: spend.at } })
    : accept(record);
};

const importTotal = (state: CampaignState, { adCampaignId, total, asOf, source, now }: Of<"import">): Decision<CampaignEvent> => {
  const known = state.imported[adCampaignId];
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
