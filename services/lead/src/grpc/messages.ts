import { toStruct, toTimestamp } from "@marketing/shared/grpc/struct";
import type { Counts, PageTaken, RowError } from "../imports/importLeads.ts";
import { e164 } from "../lead/contact.ts";
import type { HistoryRow } from "../lead/history.ts";
import { type FunnelRow, noSource } from "../lead/leadQueries.ts";
import { type FoldedLead, propertiesOf } from "../lead/leadRow.ts";
import { effective, mergedIds } from "../lead/leadState.ts";
import type { ScoringModel } from "../scoring/model.ts";

/** What the rest of the service knows, as the messages of lead_service.proto. */

const time = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : toTimestamp(new Date(ms)));
const statusName = (status: string | null): string => `LEAD_STATUS_${(status ?? "unspecified").toUpperCase()}`;

export const leadMessage = ({ state: s, version }: FoldedLead) => {
  const facts = effective(s);
  return {
    leadId: s.leadId,
    email: facts.email ?? "",
    phone: facts.phone === null ? "" : (e164(facts.phone) ?? facts.phone),
    name: facts.name ?? "",
    company: facts.company ?? "",
    jobTitle: facts.jobTitle ?? "",
    source: s.source ?? "",
    ...(s.score === null ? {} : { score: s.score.value }),
    qualified: s.qualified,
    status: statusName(s.status),
    properties: toStruct(propertiesOf(s)),
    createdAt: time(s.createdAt),
    lastContacted: time(facts.lastContacted),
    convertedAt: time(s.convertedAt),
    userId: s.userId ?? "",
    lastSource: s.lastSource ?? "",
    campaignId: s.campaignId ?? "",
    qualifiedBy: s.qualifiedBy ?? "",
    scoreModel: s.score?.model ?? "",
    scoreModelVersion: s.score?.version ?? 0,
    scoredAt: time(s.score?.at),
    valueMicros: s.conversion?.valueMicros ?? 0,
    currency: s.conversion?.currency ?? "",
    conversionCampaignId: s.conversion?.campaignId ?? "",
    lostReason: s.lostReason ?? "",
    mergedLeadIds: mergedIds(s),
    phoneRaw: facts.phone ?? "",
    version,
  };
};

export const explanationMessage = ({ state: s }: FoldedLead, model: ScoringModel) => ({
  leadId: s.leadId,
  ...(s.score === null ? {} : { score: s.score.value }),
  model: s.score?.model ?? "",
  modelVersion: s.score?.version ?? 0,
  scoredAt: time(s.score?.at),
  factors: s.score?.factors ?? [],
  qualifyAt: model.qualifyAt,
  disqualifyBelow: model.disqualifyBelow,
  qualified: s.qualified,
  qualifiedBy: s.qualifiedBy ?? "",
  external: s.score?.external ?? false,
});

export const historyMessage = (h: HistoryRow) => ({
  kind: h.kind,
  at: toTimestamp(h.at),
  fromStatus: statusName(h.from_status),
  toStatus: statusName(h.to_status),
  ...(h.score === null ? {} : { score: h.score }),
  reason: h.reason ?? "",
  detail: h.detail ?? "",
  actor: h.actor ?? "",
  position: h.position,
});

export const funnelMessage = (f: FunnelRow) => ({
  source: f.total ? "" : (f.source ?? noSource),
  captured: f.captured,
  contacted: f.contacted,
  qualified: f.qualified,
  converted: f.converted,
  lost: f.lost,
  conversionRate: f.captured === 0 ? 0 : f.converted / f.captured,
  ...(f.average_score === null ? {} : { averageScore: f.average_score }),
});

export const modelMessage = (m: ScoringModel, active: boolean) => ({
  name: m.name,
  version: m.version,
  factors: m.factors.map((f) => ({
    name: f.name,
    kind: `FACTOR_KIND_${f.kind.toUpperCase()}`,
    weight: f.weight,
    values: Object.entries(f.values).map(([value, worth]) => ({ value, worth })),
    other: f.other,
    missing: f.missing,
    property: f.property ?? "",
    saturation: f.saturation,
  })),
  halfLifeDays: m.halfLifeDays,
  qualifyAt: m.qualifyAt,
  disqualifyBelow: m.disqualifyBelow,
  createdAt: m.version === 0 ? null : time(m.createdAt),
  active,
});

export const countsMessage = (c: Counts) => ({ ...c });
export const errorMessage = (e: RowError) => ({ row: e.row, column: e.column, field: e.field, value: e.value, message: e.message });
export const pageMessage = (p: PageTaken) => ({
  importId: p.importId,
  page: p.page,
  counts: countsMessage(p.counts),
  errors: p.errors.map(errorMessage),
});
