import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { LeadEvent } from "./events.ts";
import type { LeadState } from "./state.ts";
import type { LeadStatus } from "./status.ts";

/** A row of `lead_history`. */
export interface HistoryRow {
  readonly tenant_id: string;
  readonly lead_id: string;
  readonly position: number;
  readonly kind: string;
  readonly at: Date;
  readonly from_status: LeadStatus | null;
  readonly to_status: LeadStatus | null;
  readonly score: number | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly actor: string | null;
}

const kinds: { readonly [T in LeadEvent["type"]]: string } = {
  lead_captured: "captured",
  lead_recaptured: "recaptured",
  lead_updated: "updated",
  lead_source_found: "updated",
  lead_enriched: "enriched",
  lead_contacted: "contacted",
  lead_qualified: "qualified",
  lead_disqualified: "disqualified",
  lead_converted: "converted",
  lead_consent_stated: "consent",
  lead_lost: "lost",
  lead_reopened: "reopened",
  lead_scored: "scored",
  lead_score_released: "scored",
  lead_linked: "linked",
  lead_merged: "merged",
  lead_unmerged: "unmerged",
  lead_merged_into: "merged",
  lead_unmerged_from: "unmerged",
};
export const historyKinds: ReadonlyArray<string> = [...new Set(Object.values(kinds))];

/** What distinguishes one entry of a kind from another. */
const particulars = (e: LeadEvent): { score?: number | null; reason?: string | null; detail?: string | null } => {
  switch (e.type) {
    case "lead_captured":
      return { detail: e.data.source, reason: e.data.origin };
    case "lead_recaptured":
      return { detail: e.data.lastSource };
    case "lead_updated":
      return { detail: [...Object.keys(e.data.fields), ...Object.keys(e.data.properties), ...e.data.unset].join(", ") };
    case "lead_source_found":
      return { detail: "source" };
    case "lead_enriched":
      return { detail: e.data.provider };
    case "lead_contacted":
      return { detail: e.data.channel, reason: e.data.note };
    case "lead_qualified":
    case "lead_disqualified":
      return { score: e.data.score, reason: e.data.reason, detail: e.data.manual ? "manual" : "threshold" };
    case "lead_converted":
      return { detail: e.data.currency === null ? null : `${e.data.valueMicros} ${e.data.currency}` };
    case "lead_consent_stated":
      return { detail: `${e.data.channel} ${e.data.purpose} ${e.data.granted ? "granted" : "withdrawn"}`, reason: e.data.source };
    case "lead_lost":
    case "lead_reopened":
      return { reason: e.data.reason };
    case "lead_scored":
      return { score: e.data.score, detail: e.data.modelVersion > 0 ? `${e.data.model} ${e.data.modelVersion}` : e.data.model };
    case "lead_score_released":
      return { detail: "released" };
    case "lead_linked":
      return { detail: e.data.userId };
    case "lead_merged":
    case "lead_unmerged":
      return { detail: e.data.loserId, reason: e.data.reason };
    case "lead_merged_into":
    case "lead_unmerged_from":
      return { detail: e.data.winnerId };
  }
};

/** One entry of a lead's history: what the event changed from before to after. */
export const historyOf = (event: Recorded<LeadEvent>, before: LeadState, after: LeadState): HistoryRow => {
  const moved = !before.exists || before.status !== after.status;
  const { score, reason, detail } = particulars(event);
  return {
    tenant_id: event.tenantId,
    lead_id: event.data.leadId,
    position: event.position,
    kind: kinds[event.type],
    at: new Date(event.data.at),
    from_status: moved && before.exists ? before.status : null,
    to_status: moved ? after.status : null,
    score: score ?? null,
    reason: reason || null,
    detail: detail ?? null,
    actor: event.metadata.actor ?? null,
  };
};
