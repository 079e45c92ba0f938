import type { RecordedEvent } from "@marketing/shared/base/event";
import { publisher, type Shape } from "@marketing/shared/bus/publisher";

const iso = (ms: number): string => new Date(ms).toISOString();
/** Protobuf JSON leaves an unset field out. */
const some = <A>(value: A | null | undefined): A | undefined => value ?? undefined;

const changed = ({ fields, properties, unset = [] }: RecordedEvent["data"]): string[] => [
  ...Object.keys(fields).map((name) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)),
  ...[...Object.keys(properties), ...unset].map((name) => `properties.${name}`),
];

const qualification = ({ data: d }: RecordedEvent) => ({
  leadId: d.leadId,
  userId: some(d.userId),
  email: some(d.email),
  score: some(d.score),
  manual: d.manual,
  reason: d.reason,
  timestamp: iso(d.at),
});

const shapes: Readonly<Record<string, Shape>> = {
  lead_captured: [
    "lead",
    "captured",
    "LeadCaptured",
    ({ data: d }) => ({
      leadId: d.leadId,
      email: some(d.email),
      source: some(d.source),
      userId: some(d.userId),
      campaignId: some(d.campaignId),
      capturedAt: iso(d.createdAt),
      origin: d.origin,
    }),
  ],
  lead_recaptured: [
    "lead",
    "updated",
    "LeadUpdated",
    ({ data: d }) => ({
      leadId: d.leadId,
      email: some(d.email),
      changed: changed(d),
      lastSource: some(d.lastSource),
      timestamp: iso(d.at),
    }),
  ],
  lead_updated: [
    "lead",
    "updated",
    "LeadUpdated",
    ({ data: d }) => ({ leadId: d.leadId, email: some(d.email), changed: changed(d), timestamp: iso(d.at) }),
  ],
  lead_enriched: [
    "lead",
    "enriched",
    "LeadEnriched",
    ({ data: d }) => ({ leadId: d.leadId, provider: d.provider, namespace: d.namespace, timestamp: iso(d.at) }),
  ],
  lead_contacted: [
    "lead",
    "contacted",
    "LeadContacted",
    ({ data: d }) => ({ leadId: d.leadId, channel: some(d.channel), contactedAt: iso(d.at) }),
  ],
  lead_qualified: ["lead", "qualified", "LeadQualified", qualification],
  lead_disqualified: ["lead", "disqualified", "LeadDisqualified", qualification],
  lead_converted: [
    "lead",
    "converted",
    "LeadConverted",
    ({ data: d }) => ({
      leadId: d.leadId,
      userId: some(d.userId),
      email: some(d.email),
      valueMicros: String(d.valueMicros),
      currency: some(d.currency),
      campaignId: some(d.campaignId),
      convertedAt: iso(d.at),
    }),
  ],
  lead_lost: ["lead", "lost", "LeadLost", ({ data: d }) => ({ leadId: d.leadId, reason: d.reason, timestamp: iso(d.at) })],
  lead_reopened: ["lead", "reopened", "LeadReopened", ({ data: d }) => ({ leadId: d.leadId, reason: d.reason, timestamp: iso(d.at) })],
  lead_scored: [
    "lead",
    "scored",
    "LeadScored",
    ({ data: d }) => ({
      leadId: d.leadId,
      userId: some(d.userId),
      score: d.score,
      model: d.model,
      modelVersion: String(d.modelVersion),
      external: d.external,
      scoredAt: iso(d.at),
    }),
  ],
  lead_linked: ["lead", "linked", "LeadLinked", ({ data: d }) => ({ leadId: d.leadId, userId: d.userId, timestamp: iso(d.at) })],
  lead_merged: [
    "lead",
    "merged",
    "LeadMerged",
    ({ data: d }) => ({ mergeId: d.mergeId, winnerLeadId: d.leadId, loserLeadId: d.loserId, reason: d.reason, timestamp: iso(d.at) }),
  ],
  lead_unmerged: [
    "lead",
    "unmerged",
    "LeadUnmerged",
    ({ data: d }) => ({ mergeId: d.mergeId, winnerLeadId: d.leadId, loserLeadId: d.loserId, reason: d.reason, timestamp: iso(d.at) }),
  ],
  scoring_model_set: [
    "scoring-model",
    "set",
    "ScoringModelSet",
    ({ data: d }) => ({ name: d.name, version: String(d.version), timestamp: iso(d.createdAt) }),
  ],
};

export const { publish, types: publicTypes } = publisher("lead", shapes);
