import { LeadStatus } from "@marketing/protos/lead/v1/lead_service";
import { clockOf, isoOf, type Lead, type LeadEntry, type LeadSource, wordOf } from "../api.ts";
import { money, ratio } from "./campaignRows.ts";
import { type Listed, oneLine, type Shown } from "./show.ts";

export const leads: Shown<Lead> = {
  none: "no leads",
  columns: [
    { title: "lead" },
    { title: "e-mail", max: 40 },
    { title: "name", max: 24 },
    { title: "company", max: 24 },
    { title: "source", max: 18 },
    { title: "status" },
    { title: "score", align: "right" },
    { title: "ready" },
    { title: "created (UTC)" },
  ],
  row: (l) => [
    l.leadId,
    l.email,
    l.name,
    l.company,
    l.source,
    wordOf(LeadStatus, l.status),
    l.score?.toFixed(4) ?? null,
    l.qualified,
    clockOf(l.createdAt),
  ],
  detail: (l) => [
    ["lead", l.leadId],
    ["e-mail", l.email],
    ["phone", l.phone],
    ["name", l.name],
    ["company", l.company],
    ["job title", l.jobTitle],
    ["source", l.source + (l.lastSource === "" || l.lastSource === l.source ? "" : `, last ${l.lastSource}`)],
    ["status", wordOf(LeadStatus, l.status) + (l.lostReason === "" ? "" : ` (${l.lostReason})`)],
    ["score", l.score === undefined ? "none yet" : `${l.score.toFixed(4)} by ${l.scoreModel}`],
    ["sales-ready", l.qualified ? `yes, by ${l.qualifiedBy}` : "no"],
    ["user", l.userId],
    ["campaign", l.campaignId],
    ["value", l.status === LeadStatus.CONVERTED ? money(l.valueMicros, l.currency) : null],
    ["properties", oneLine(l.properties)],
    ["created", clockOf(l.createdAt)],
    ["contacted", clockOf(l.lastContacted)],
    ["converted", clockOf(l.convertedAt)],
  ],
  plain: (l) => ({
    lead_id: l.leadId,
    email: l.email,
    phone: l.phone,
    name: l.name,
    company: l.company,
    job_title: l.jobTitle,
    source: l.source,
    last_source: l.lastSource,
    status: wordOf(LeadStatus, l.status),
    score: l.score ?? null,
    qualified: l.qualified,
    qualified_by: l.qualifiedBy,
    user_id: l.userId,
    campaign_id: l.campaignId,
    value_micros: String(l.valueMicros),
    currency: l.currency,
    properties: l.properties ?? {},
    created_at: isoOf(l.createdAt),
    last_contacted: isoOf(l.lastContacted),
    converted_at: isoOf(l.convertedAt),
    lost_reason: l.lostReason,
    version: Number(l.version),
  }),
};

const statusWord = (status: LeadStatus): string => wordOf(LeadStatus, status).replace("unspecified", "");

export const leadEntries: Listed<LeadEntry> = {
  columns: [{ title: "time (UTC)" }, { title: "what" }, { title: "status" }, { title: "score", align: "right" }, { title: "", max: 70 }],
  row: (e) => [
    clockOf(e.at),
    e.kind,
    statusWord(e.toStatus) === "" ? "" : `${statusWord(e.fromStatus) || "-"} → ${statusWord(e.toStatus)}`,
    e.score?.toFixed(4) ?? "",
    [e.detail, e.reason].filter(Boolean).join(": "),
  ],
  plain: (e) => ({
    kind: e.kind,
    at: isoOf(e.at),
    from: statusWord(e.fromStatus),
    to: statusWord(e.toStatus),
    score: e.score ?? null,
    reason: e.reason,
  }),
};

export const plainSource = (row: LeadSource) => ({
  source: row.source,
  captured: Number(row.captured),
  contacted: Number(row.contacted),
  qualified: Number(row.qualified),
  converted: Number(row.converted),
  lost: Number(row.lost),
  conversion_rate: row.conversionRate,
  average_score: row.averageScore ?? null,
});

export const leadSources: Listed<LeadSource> = {
  columns: ["source", "captured", "contacted", "qualified", "converted", "lost", "conversion", "average score"].map((title, i) => ({
    title,
    ...(i > 5 && { align: "right" as const }),
  })),
  row: (row) => [
    row.source,
    ...[row.captured, row.contacted, row.qualified, row.converted, row.lost].map(Number),
    ratio(row.conversionRate),
    row.averageScore?.toFixed(4) ?? "",
  ],
  plain: plainSource,
};
