import type { CampaignEvent, SpendRecorded } from "./events.ts";
import type { Status } from "./status.ts";
import type { Schedule, Terms } from "./terms.ts";

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
  readonly archivedAt: number | null;
  readonly purgedAt: number | null;
}

export const initialCampaign: CampaignState = {
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
  archivedAt: null,
  purgedAt: null,
};

/** The UTC day of a time, as 2026-05-04. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

const recordSpend = (state: CampaignState, d: SpendRecorded): CampaignState => {
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

export const evolve = (state: CampaignState, { type, data }: CampaignEvent): CampaignState => {
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
    case "campaign_archived":
      return { ...state, archivedAt: data.at };
    case "campaign_purged":
      return { ...state, purgedAt: data.at };
    case "spend_recorded":
      return recordSpend(state, data);
  }
};
