import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
import type { LeadEvent } from "./events.ts";
import type { Layer } from "./facts.ts";
import { addressesOf, effective, type LeadState, mergedIds } from "./state.ts";

// Who a lead is: the person it is linked to, and other leads that are the same.

export interface Link {
  readonly type: "link";
  readonly userId: string;
  readonly linkedUserId: string;
  readonly at: number;
}

export interface Merge {
  readonly type: "merge";
  readonly loser: LeadState;
  readonly mergeId: string;
  readonly reason: string;
  readonly at: number;
}

export interface Unmerge {
  readonly type: "unmerge";
  readonly mergeId: string;
  readonly reason: string;
  readonly at: number;
}

export const link = ({ userId, linkedUserId, at }: Link, lead: LeadState): Decision<LeadEvent> => {
  const isLinked = lead.linkedUserId === linkedUserId;
  // it is somebody else's already, unless nobody but a sign-up said so
  if (lead.linkedUserId !== null && !isLinked && !lead.sourceDerived) return accept();
  return isLinked && lead.userId === userId
    ? accept()
    : accept({ type: "lead_linked", data: { leadId: lead.leadId, userId, linkedUserId, at } });
};

const layerOf = (loser: LeadState, mergeId: string): Layer => ({
  ...effective(loser),
  mergeId,
  loserId: loser.leadId,
  ids: [loser.leadId, ...mergedIds(loser)],
  emails: addressesOf(loser),
});

export const merge = ({ loser, mergeId, reason, at }: Merge, lead: LeadState): Decision<LeadEvent> => {
  const { leadId } = lead;
  if (!loser.exists) return refuse("not_found", "LEAD_NOT_FOUND", "no such lead", { field: "loser_lead_id" });
  if (loser.leadId === leadId || mergedIds(lead).includes(loser.leadId)) return accept();
  if (loser.mergedInto !== null)
    return refuse("failed_precondition", "MERGED_ELSEWHERE", "the lead is part of another already", {
      lead_id: loser.mergedInto.winnerId,
      merge_id: loser.mergedInto.mergeId,
    });
  if (loser.status === "converted" && lead.status !== "converted")
    return refuse(
      "failed_precondition",
      "LOSER_IS_CONVERTED",
      "a converted lead does not become part of one that is not; merge the other way round",
      { lead_id: loser.leadId },
    );
  return accept({ type: "lead_merged", data: { leadId, mergeId, loserId: loser.leadId, reason, layer: layerOf(loser, mergeId), at } });
};

export const unmerge = ({ mergeId, reason, at }: Unmerge, lead: LeadState): Decision<LeadEvent> => {
  const { leadId } = lead;
  if (lead.mergedInto !== null)
    return refuse("failed_precondition", "WINNER_IS_MERGED", "the winner is part of another lead; undo that merge first", {
      merge_id: lead.mergedInto.mergeId,
    });
  const layer = lead.layers.find((l) => l.mergeId === mergeId);
  if (!layer) return accept();
  if (lead.emailKey !== null && layer.emails.includes(lead.emailKey))
    return refuse("failed_precondition", "EMAIL_TAKEN_OVER", "the winner took the loser's address as its own; give it another first", {
      lead_id: leadId,
    });
  return accept({ type: "lead_unmerged", data: { leadId, mergeId, loserId: layer.loserId, reason, at } });
};
