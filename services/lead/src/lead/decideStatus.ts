import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
import type { LeadEvent } from "./events.ts";
import { effective, type LeadState } from "./state.ts";
import { type LeadStatus, move, type Refusal, sentences } from "./status.ts";

// Commands that move a lead's status, and those by which a person sets the flag `qualified`.

export interface Contact {
  readonly type: "contact";
  readonly channel: string | null;
  readonly note: string | null;
  readonly at: number;
}

export interface Qualify {
  readonly type: "qualify" | "disqualify";
  readonly reason: string;
  readonly at: number;
}

export interface Convert {
  readonly type: "convert";
  readonly valueMicros: number;
  readonly currency: string | null;
  readonly campaignId: string | null;
  readonly at: number;
}

export interface End {
  readonly type: "lose" | "reopen";
  readonly reason: string;
  readonly at: number;
}

/** Who the lead is, for subscribers that do not know leads by their ids. */
export const personOf = (lead: LeadState, at: number) => ({ leadId: lead.leadId, at, userId: lead.userId, email: effective(lead).email });

const refuseMove = (lead: LeadState, to: LeadStatus, reason: Refusal): Decision<never> =>
  refuse("failed_precondition", reason, sentences[reason], { lead_id: lead.leadId, from: lead.status, to });

/** What happens where the status may become `to`; nothing where it is that already. */
const moving = (lead: LeadState, to: LeadStatus, ...events: ReadonlyArray<LeadEvent>): Decision<LeadEvent> => {
  const verdict = move(lead.status, to);
  if (verdict === null) return accept(...events);
  return verdict === "same" ? accept() : refuseMove(lead, to, verdict);
};

export const contact = ({ channel, note, at }: Contact, lead: LeadState): Decision<LeadEvent> => {
  if (lead.status === "lost") return refuseMove(lead, "contacted", "LEAD_LOST");
  const contacted: LeadEvent = { type: "lead_contacted", data: { leadId: lead.leadId, channel, note, at } };
  const last = effective(lead).lastContacted;
  if (lead.status === "contacted" || lead.status === "qualified") return last !== null && at <= last ? accept() : accept(contacted);
  return moving(lead, "contacted", contacted);
};

const byPerson = (lead: LeadState, reason: string, at: number) => ({
  ...personOf(lead, at),
  manual: true,
  reason,
  score: lead.score?.value ?? null,
});

export const qualify = ({ reason, at }: Qualify, lead: LeadState): Decision<LeadEvent> =>
  moving(lead, "qualified", { type: "lead_qualified", data: byPerson(lead, reason, at) });

export const lose = ({ reason, at }: Pick<End, "reason" | "at">, lead: LeadState): Decision<LeadEvent> => {
  const lost: LeadEvent = { type: "lead_lost", data: { leadId: lead.leadId, reason, at } };
  return lead.qualified
    ? moving(lead, "lost", { type: "lead_disqualified", data: byPerson(lead, reason, at) }, lost)
    : moving(lead, "lost", lost);
};

export const disqualify = ({ reason, at }: Qualify, lead: LeadState): Decision<LeadEvent> => {
  if (lead.status === "converted") return refuseMove(lead, "lost", "LEAD_CONVERTED");
  if (lead.status === "qualified") return lose({ reason, at }, lead);
  if (lead.status === "lost" || (lead.vetoed && !lead.qualified)) return accept();
  return accept({ type: "lead_disqualified", data: byPerson(lead, reason, at) });
};

export const convert = ({ valueMicros, currency, campaignId, at }: Convert, lead: LeadState): Decision<LeadEvent> =>
  moving(lead, "converted", { type: "lead_converted", data: { ...personOf(lead, at), valueMicros, currency, campaignId } });

export const reopen = ({ reason, at }: End, lead: LeadState): Decision<LeadEvent> => {
  const { leadId, status } = lead;
  if (status === "new" || status === "qualified")
    return refuse("failed_precondition", "LEAD_NOT_LOST", "only a lost lead is reopened", {
      lead_id: leadId,
      from: status,
      to: "contacted",
    });
  return moving(lead, "contacted", { type: "lead_reopened", data: { leadId, reason, at } });
};
