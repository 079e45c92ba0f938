import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PoolClient } from "pg";
import type { LeadEvent } from "./leadEvents.ts";
import type { LeadState } from "./leadState.ts";

export interface HistoryRow {
  readonly tenant_id: string;
  readonly lead_id: string;
  readonly position: number;
  readonly kind: string;
  readonly at: Date;
  readonly from_status: string | null;
  readonly to_status: string | null;
  readonly score: number | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly actor: string | null;
}

const kinds: { readonly [T in LeadEvent["type"]]: string } = {
  lead_captured: "captured",
  lead_recaptured: "recaptured",
  lead_updated: "updated",
  lead_enriched: "enriched",
  lead_contacted: "contacted",
  lead_qualified: "qualified",
  lead_disqualified: "disqualified",
  lead_converted: "converted",
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

const tell = (e: LeadEvent): { score?: number | null; reason?: string | null; detail?: string | null } => {
  switch (e.type) {
    case "lead_captured":
      return { detail: e.data.source, reason: e.data.origin };
    case "lead_recaptured":
      return { detail: e.data.lastSource };
    case "lead_updated":
      return { detail: [...Object.keys(e.data.fields), ...Object.keys(e.data.properties), ...e.data.unset].join(", ") };
    case "lead_enriched":
      return { detail: e.data.provider };
    case "lead_contacted":
      return { detail: e.data.channel, reason: e.data.note };
    case "lead_qualified":
    case "lead_disqualified":
      return { score: e.data.score, reason: e.data.reason, detail: e.data.manual ? "manual" : "threshold" };
    case "lead_converted":
      return { detail: e.data.currency === null ? null : `${e.data.valueMicros} ${e.data.currency}` };
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
export const historyOf = (recorded: RecordedEvent, before: LeadState, after: LeadState): HistoryRow => {
  const event = recorded as unknown as LeadEvent;
  const moved = !before.exists || before.status !== after.status;
  const told = tell(event);
  return {
    tenant_id: recorded.tenantId,
    lead_id: event.data.leadId,
    position: recorded.position,
    kind: kinds[event.type],
    at: new Date(event.data.at),
    from_status: moved && before.exists ? before.status : null,
    to_status: moved ? after.status : null,
    score: told.score ?? null,
    reason: told.reason || null,
    detail: told.detail ?? null,
    actor: recorded.metadata.actor ?? null,
  };
};

const insert = `INSERT INTO lead_history (tenant_id, lead_id, position, kind, at, from_status, to_status, score, reason, detail, actor)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::float8[], $9::text[], $10::text[], $11::text[])`;

export const insertHistory = async (client: PoolClient, rows: ReadonlyArray<HistoryRow>): Promise<void> => {
  await client.query({
    name: "insert_lead_history",
    text: insert,
    values: [
      rows.map((r) => r.tenant_id),
      rows.map((r) => r.lead_id),
      rows.map((r) => r.position),
      rows.map((r) => r.kind),
      rows.map((r) => r.at.toISOString()),
      rows.map((r) => r.from_status),
      rows.map((r) => r.to_status),
      rows.map((r) => r.score),
      rows.map((r) => r.reason),
      rows.map((r) => r.detail),
      rows.map((r) => r.actor),
    ],
  });
};
