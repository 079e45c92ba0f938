import { protosDirectory } from "@marketing/shared/grpc/proto";
import protobuf from "protobufjs";
import { expect, it } from "vitest";
import { publicTypes, publish } from "./publish.ts";

const root = new protobuf.Root();
root.resolvePath = (_, target) => (target.startsWith("google/protobuf/") ? target : `${protosDirectory}${target}`);
root.loadSync("marketing/lead/v1/lead_events.proto");

const at = 1_700_000_000_000;
const whom = { leadId: "l", userId: "u", email: "a@x.com", at };
const samples: Record<string, object> = {
  lead_captured: { ...whom, source: "s", campaignId: "c", createdAt: at, origin: "api" },
  lead_recaptured: { ...whom, fields: { jobTitle: "x" }, properties: { p: 1 }, lastSource: "s" },
  lead_updated: { ...whom, fields: { email: "b" }, properties: {}, unset: ["q"] },
  lead_enriched: { leadId: "l", provider: "p", namespace: "n", data: { secret: 1 }, at },
  lead_contacted: { leadId: "l", channel: "call", note: "secret", at },
  lead_qualified: { ...whom, manual: true, reason: "r", score: 0.5 },
  lead_disqualified: { ...whom, manual: false, reason: "r", score: null },
  lead_converted: { ...whom, valueMicros: 12, currency: "EUR", campaignId: "c" },
  lead_lost: { leadId: "l", reason: "r", at },
  lead_reopened: { leadId: "l", reason: "r", at },
  lead_scored: { ...whom, score: 0.5, model: "m", modelVersion: 3, external: false, factors: [], at },
  lead_linked: { leadId: "l", userId: "u", linkedUserId: "u", at },
  lead_merged: { leadId: "l", mergeId: "m", loserId: "k", reason: "r", layer: {}, at },
  lead_unmerged: { leadId: "l", mergeId: "m", loserId: "k", reason: "r", at },
  scoring_model_set: { name: "n", version: 2, factors: [], createdAt: at },
};

it.each(publicTypes)("$private is published as $type, with the fields of that message and no others", ({ private: type, type: name }) => {
  const sent = publish({ type, data: samples[type] } as never)!;
  expect(sent.type).toBe(name);
  const json = JSON.parse(JSON.stringify(sent.data)) as Record<string, unknown>;
  const message = root.lookupType(name);
  expect(Object.keys(json).filter((field) => !(field in message.fields))).toEqual([]);
  for (const [field, value] of Object.entries(json)) {
    const { type: kind, repeated } = message.fields[field]!;
    if (kind === "google.protobuf.Timestamp") expect(value).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    else if (kind === "string" || kind === "int64") expect(repeated ? Array.isArray(value) : typeof value).toBe(repeated ? true : "string");
  }
});

it("names what changed, not to what", () => {
  expect(publish({ type: "lead_recaptured", data: samples.lead_recaptured } as never)?.data).toMatchObject({
    changed: ["job_title", "properties.p"],
  });
});

it("keeps what is nobody's business inside", () => {
  for (const type of [
    "email_reserved",
    "email_released",
    "merge_recorded",
    "merge_undone",
    "lead_merged_into",
    "lead_unmerged_from",
    "lead_score_released",
    "import_page_taken",
  ])
    expect(publish({ type, data: {} } as never)).toBeNull();
});
