import {
  type ExplainScoreResponseSchema,
  type FunnelRowSchema,
  type LeadHistoryEntrySchema,
  type LeadSchema,
  LeadStatusSchema,
} from "@marketing/protos/lead/v1/lead_service";
import type { Loaded } from "@marketing/shared/command/aggregate";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toStruct, toTimestamp, toTimestampOrNull } from "@marketing/shared/grpc/struct";
import type { ScoringModel } from "../scoring/events.ts";
import { eachField, shown } from "./fields.ts";
import type { FunnelRow } from "./funnel.ts";
import type { HistoryRow } from "./history.ts";
import { noSource } from "./list.ts";
import { propertiesOf } from "./rows.ts";
import { effective, type LeadState, mergedIds } from "./state.ts";

type Lead = Pick<Loaded<LeadState>, "state" | "version">;

export const leadMessage = ({ state: s, version }: Lead): Outgoing<typeof LeadSchema> => {
  const facts = effective(s);
  return {
    leadId: s.leadId,
    ...eachField((field) => shown(facts, field) ?? ""),
    phoneRaw: facts.phone ?? "",
    properties: toStruct(propertiesOf(facts)),
    source: s.source ?? "",
    lastSource: s.lastSource ?? "",
    campaignId: s.campaignId ?? "",
    status: enumName(LeadStatusSchema, s.status),
    qualified: s.qualified,
    qualifiedBy: s.qualifiedBy ?? "",
    score: s.score?.value ?? null,
    scoreModel: s.score?.model ?? "",
    scoreModelVersion: s.score?.version ?? 0,
    scoredAt: toTimestampOrNull(s.score?.at),
    createdAt: toTimestamp(s.createdAt),
    lastContacted: toTimestampOrNull(facts.lastContacted),
    convertedAt: toTimestampOrNull(s.convertedAt),
    valueMicros: s.conversion?.valueMicros ?? 0,
    currency: s.conversion?.currency ?? "",
    conversionCampaignId: s.conversion?.campaignId ?? "",
    lostReason: s.lostReason ?? "",
    userId: s.userId ?? "",
    mergedLeadIds: mergedIds(s),
    version,
  };
};

/** What every command about a lead answers with. */
export const leadAnswer = (lead: Loaded<LeadState>) => ({ lead: leadMessage(lead), version: lead.version, position: lead.position });

export const explanationMessage = ({ state: s }: Lead, model: ScoringModel): Outgoing<typeof ExplainScoreResponseSchema> => ({
  leadId: s.leadId,
  score: s.score?.value ?? null,
  model: s.score?.model ?? "",
  modelVersion: s.score?.version ?? 0,
  scoredAt: toTimestampOrNull(s.score?.at),
  factors: s.score?.factors ?? [],
  qualifyAt: model.qualifyAt,
  disqualifyBelow: model.disqualifyBelow,
  qualified: s.qualified,
  qualifiedBy: s.qualifiedBy ?? "",
  external: s.score?.external ?? false,
});

export const historyMessage = (h: HistoryRow): Outgoing<typeof LeadHistoryEntrySchema> => ({
  kind: h.kind,
  at: toTimestamp(h.at),
  fromStatus: enumName(LeadStatusSchema, h.from_status ?? "unspecified"),
  toStatus: enumName(LeadStatusSchema, h.to_status ?? "unspecified"),
  score: h.score,
  reason: h.reason ?? "",
  detail: h.detail ?? "",
  actor: h.actor ?? "",
  position: h.position,
});

export const funnelMessage = (f: FunnelRow): Outgoing<typeof FunnelRowSchema> => ({
  source: f.total ? "" : (f.source ?? noSource),
  captured: f.captured,
  contacted: f.contacted,
  qualified: f.qualified,
  converted: f.converted,
  lost: f.lost,
  conversionRate: f.captured === 0 ? 0 : f.converted / f.captured,
  averageScore: f.average_score,
});
