import * as contract from "@marketing/protos/lead/v1/lead_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";
import type * as data from "./eventData.ts";
import { noFacts } from "./facts.ts";
import { announcedOf, columnOf, fieldNames, noFields } from "./fields.ts";

/** Names of what changed, in the caller's terms; not what it changed to. */
const changed = ({ fields, properties, unset = [] }: Pick<data.Updated, "fields" | "properties"> & Partial<data.Updated>): string[] => [
  ...Object.keys(fields).map(columnOf),
  ...[...Object.keys(properties), ...unset].map((name) => `properties.${name}`),
];

const qualification = (d: data.Qualification) => ({
  leadId: d.leadId,
  userId: d.userId ?? undefined,
  email: d.email ?? undefined,
  score: d.score ?? undefined,
  manual: d.manual,
  reason: d.reason,
  timestamp: isoTime(d.at),
});

const merge = (d: data.Merge) => ({
  mergeId: d.mergeId,
  winnerLeadId: d.leadId,
  loserLeadId: d.loserId,
  reason: d.reason,
  timestamp: isoTime(d.at),
});

const reason = ({ leadId, reason, at }: data.WithReason) => ({ leadId, reason, timestamp: isoTime(at) });

const at = Date.UTC(2026, 4, 4, 9, 30);
const leadId = "018f6a2b-9000-7000-8000-000000000009";
const userId = "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01";
const campaignId = "018f6a2b-6000-7000-8000-000000000006";
const person = { leadId, userId, email: "ada@engines.example", at };
const mergeSample = { leadId, at, mergeId: "018f6a2b-9000-7000-8000-00000000000e", loserId: "018f6a2b-9000-7000-8000-00000000000d" };

/** Events of the streams `lead-<id>`. Personal fields are encrypted under the lead's key where a cipher is given. */
export const leadEvents = defineEvents(
  {
    lead_captured: event<data.Captured>({
      version: 1,
      personal: [...fieldNames, "emailKey", "properties"],
      blank: { properties: {} },
      public: shape("lead.captured", contract.LeadCapturedSchema, (d) => ({
        leadId: d.leadId,
        ...announcedOf(d),
        source: d.source ?? undefined,
        userId: d.userId ?? undefined,
        campaignId: d.campaignId ?? undefined,
        capturedAt: isoTime(d.createdAt),
        origin: d.origin,
      })),
      sample: {
        ...person,
        ...noFields,
        email: person.email,
        company: "Engines",
        jobTitle: "CTO",
        properties: { seats: 5 },
        source: "webinar",
        campaignId,
        linkedUserId: userId,
        createdAt: at,
        origin: "api",
        importId: null,
      },
    }),
    lead_recaptured: event<data.Recaptured>({
      version: 1,
      personal: ["fields", "properties", "email"],
      blank: { fields: {}, properties: {} },
      public: shape("lead.updated", contract.LeadUpdatedSchema, (d) => ({
        leadId: d.leadId,
        email: d.email ?? undefined,
        changed: changed(d),
        lastSource: d.lastSource ?? undefined,
        timestamp: isoTime(d.at),
      })),
      sample: {
        leadId,
        at,
        email: person.email,
        fields: { jobTitle: "CEO" },
        properties: { seats: 9 },
        lastSource: "newsletter",
        campaignId: null,
        importId: null,
      },
    }),
    lead_updated: event<data.Updated>({
      version: 1,
      personal: ["fields", "properties", "email", "emailKey"],
      blank: { fields: {}, properties: {} },
      public: shape("lead.updated", contract.LeadUpdatedSchema, (d) => ({
        leadId: d.leadId,
        email: d.email ?? undefined,
        changed: changed(d),
        lastSource: undefined,
        timestamp: isoTime(d.at),
      })),
      sample: { leadId, at, email: person.email, fields: { jobTitle: "CEO" }, properties: {}, unset: ["seats"] },
    }),
    lead_source_found: event<data.SourceFound>({
      version: 1,
      personal: ["email"],
      public: shape("lead.updated", contract.LeadUpdatedSchema, ({ leadId, email, lastSource, at }) => ({
        leadId,
        email: email ?? undefined,
        changed: ["source"],
        lastSource: lastSource ?? undefined,
        timestamp: isoTime(at),
      })),
      sample: { leadId, at, email: person.email, source: "google", lastSource: "google" },
    }),
    lead_enriched: event<data.Enriched>({
      version: 1,
      personal: ["data"],
      blank: { data: {} },
      public: shape("lead.enriched", contract.LeadEnrichedSchema, ({ leadId, provider, namespace, at }) => ({
        leadId,
        provider,
        namespace,
        timestamp: isoTime(at),
      })),
      sample: { leadId, at, provider: "clearbit", namespace: "company", data: { size: 250 } },
    }),
    lead_contacted: event<data.Contacted>({
      version: 1,
      personal: ["note"],
      public: shape("lead.contacted", contract.LeadContactedSchema, ({ leadId, channel, at }) => ({
        leadId,
        channel: channel ?? undefined,
        contactedAt: isoTime(at),
      })),
      sample: { leadId, at, channel: "call", note: "asked for a demo" },
    }),
    lead_qualified: event<data.Qualification>({
      version: 1,
      personal: ["email"],
      public: shape("lead.qualified", contract.LeadQualifiedSchema, qualification),
      sample: { ...person, manual: false, reason: "score 0.7400 is at least 0.7000", score: 0.74 },
    }),
    lead_disqualified: event<data.Qualification>({
      version: 1,
      personal: ["email"],
      public: shape("lead.disqualified", contract.LeadDisqualifiedSchema, qualification),
      sample: { ...person, manual: true, reason: "a student", score: null },
    }),
    lead_converted: event<data.Converted>({
      version: 1,
      personal: ["email"],
      public: shape("lead.converted", contract.LeadConvertedSchema, (d) => ({
        leadId: d.leadId,
        userId: d.userId ?? undefined,
        email: d.email ?? undefined,
        valueMicros: String(d.valueMicros),
        currency: d.currency ?? undefined,
        campaignId: d.campaignId ?? undefined,
        convertedAt: isoTime(d.at),
      })),
      sample: { ...person, valueMicros: 1_200_000_000, currency: "EUR", campaignId },
    }),
    lead_consent_stated: event<data.ConsentStated>({
      version: 1,
      personal: ["email"],
      public: shape("lead.consent-stated", contract.LeadConsentStatedSchema, (d) => ({
        leadId: d.leadId,
        email: d.email ?? undefined,
        channel: d.channel,
        purpose: d.purpose,
        granted: d.granted,
        saidAt: isoTime(d.saidAt),
        source: d.source,
      })),
      sample: { leadId, at, email: person.email, channel: "email", purpose: "*", granted: false, saidAt: at, source: "import" },
    }),
    lead_lost: event<data.WithReason>({
      version: 1,
      public: shape("lead.lost", contract.LeadLostSchema, reason),
      sample: { leadId, at, reason: "chose another product" },
    }),
    lead_reopened: event<data.WithReason>({
      version: 1,
      public: shape("lead.reopened", contract.LeadReopenedSchema, reason),
      sample: { leadId, at, reason: "came back" },
    }),
    lead_scored: event<data.Scored>({
      version: 1,
      personal: ["email"],
      public: shape("lead.scored", contract.LeadScoredSchema, (d) => ({
        leadId: d.leadId,
        userId: d.userId ?? undefined,
        score: d.score,
        model: d.model,
        modelVersion: String(d.modelVersion),
        external: d.external,
        scoredAt: isoTime(d.at),
      })),
      sample: { ...person, model: "default", modelVersion: 0, external: false, factors: [], score: 0.8268 },
    }),
    lead_score_released: event<data.OfLead>({ version: 1 }),
    lead_linked: event<data.Linked>({
      version: 1,
      public: shape("lead.linked", contract.LeadLinkedSchema, ({ leadId, userId, at }) => ({ leadId, userId, timestamp: isoTime(at) })),
      sample: { leadId, at, userId, linkedUserId: userId },
    }),
    lead_merged: event<data.Absorbed>({
      version: 1,
      personal: ["layer"],
      public: shape("lead.merged", contract.LeadMergedSchema, merge),
      sample: {
        ...mergeSample,
        reason: "the same person",
        layer: { ...noFacts, mergeId: mergeSample.mergeId, loserId: mergeSample.loserId, ids: [mergeSample.loserId], emails: [] },
      },
    }),
    lead_unmerged: event<data.Merge>({
      version: 1,
      public: shape("lead.unmerged", contract.LeadUnmergedSchema, merge),
      sample: { ...mergeSample, reason: "two people" },
    }),
    lead_merged_into: event<data.MergedInto>({ version: 1 }),
    lead_unmerged_from: event<data.MergedInto>({ version: 1 }),
  },
  { sampleStream: `lead-${leadId}` },
);
export type LeadEvent = EventOf<typeof leadEvents>;
