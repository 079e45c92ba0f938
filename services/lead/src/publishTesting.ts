import type { LeadEvent } from "./lead/leadEvents.ts";
import { leadStream } from "./lead/streams.ts";
import { scoringModelStream } from "./scoring/scoringModel.ts";

const at = Date.UTC(2026, 4, 4, 9, 30);
const tenantId = "018f0000-0000-7000-8000-0000000000aa";
const leadId = "018f6a2b-9000-7000-8000-000000000009";
const loserId = "018f6a2b-9000-7000-8000-00000000000d";
const mergeId = "018f6a2b-9000-7000-8000-00000000000e";
const userId = "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01";
const campaignId = "018f6a2b-6000-7000-8000-000000000006";
const whom = { leadId, userId, email: "ada@engines.example", at };
const model = { model: "default", modelVersion: 0, external: false, factors: [] };

const leads: ReadonlyArray<LeadEvent> = [
  {
    type: "lead_captured",
    data: {
      ...{ ...whom, createdAt: at, origin: "api", source: "webinar", campaignId, linkedUserId: userId, importId: null },
      ...{ firstName: "Ada", lastName: "L.", company: "Engines", jobTitle: "CTO", phone: null, properties: { seats: 5 } },
    } as never,
  },
  {
    type: "lead_recaptured",
    data: {
      ...{ leadId, at, email: whom.email, fields: { jobTitle: "CEO" }, properties: { seats: 9 }, lastSource: "newsletter" },
      ...{ campaignId: null, importId: null },
    },
  },
  {
    type: "lead_updated",
    data: { leadId, at, email: "ada@engines.example", fields: { jobTitle: "CEO" }, properties: {}, unset: ["seats"] },
  },
  { type: "lead_enriched", data: { leadId, at, provider: "clearbit", namespace: "company", data: { size: 250 } } },
  { type: "lead_contacted", data: { leadId, at, channel: "call", note: "asked for a demo" } },
  { type: "lead_qualified", data: { ...whom, manual: false, reason: "score 0.7400 is at least 0.7000", score: 0.74 } },
  { type: "lead_disqualified", data: { ...whom, manual: true, reason: "a student", score: null } },
  { type: "lead_converted", data: { ...whom, valueMicros: 1_200_000_000, currency: "EUR", campaignId } },
  { type: "lead_lost", data: { leadId, at, reason: "chose another product" } },
  { type: "lead_reopened", data: { leadId, at, reason: "came back" } },
  { type: "lead_scored", data: { ...whom, ...model, score: 0.8268 } },
  { type: "lead_linked", data: { leadId, at, userId, linkedUserId: userId } },
  { type: "lead_merged", data: { leadId, at, mergeId, loserId, reason: "the same person", layer: {} as never } },
  { type: "lead_unmerged", data: { leadId, at, mergeId, loserId, reason: "two people" } },
];

/** An event of every type that is published, with its stream: for the examples in docs/ and for tests. */
export const publishSamples: ReadonlyArray<readonly [string, LeadEvent | { readonly type: "scoring_model_set"; readonly data: object }]> = [
  ...leads.map((event) => [leadStream(leadId), event] as const),
  [scoringModelStream(tenantId), { type: "scoring_model_set", data: { name: "default", version: 2, factors: [], createdAt: at } }],
];
