import { protosDirectory } from "@marketing/shared/grpc/proto";
import protobuf from "protobufjs";
import { expect, it } from "vitest";
import { publicTypes, publish } from "./publish.ts";

const root = new protobuf.Root();
root.resolvePath = (_, target) => (target.startsWith("google/protobuf/") ? target : `${protosDirectory}${target}`);
root.loadSync("marketing/identity/v1/identity_events.proto");

const at = 1_700_000_000_000;
const samples: Record<string, object> = {
  user_created: { userId: "u", externalId: "x", email: "a@x.com", known: true, createdAt: at, seenAt: null, anonymousId: null },
  user_identified: {
    userId: "u",
    externalId: null,
    email: "b@x.com",
    known: true,
    previousEmail: "a@x.com",
    anonymousId: "a",
    at,
    active: true,
  },
  traits_changed: { userId: "u", set: { a: [1, { b: null }] }, unset: ["c"], at, source: "api" },
  user_merged: { mergeId: "m", userId: "u", loserId: "v", anonymousId: "a", reason: "identify", layer: {}, at },
  user_unmerged: { mergeId: "m", userId: "u", loserId: "v", reason: "", at },
  segment_assigned: { userId: "u", segment: "s", priority: 3, source: "manual", at },
  segment_removed: { userId: "u", segment: "s", source: "manual", at },
  segment_entered: { userId: "u", segmentId: "i", segment: "s", priority: 3, cause: "traits", at },
  segment_exited: { userId: "u", segmentId: "i", segment: "s", priority: 3, cause: "time", at },
  segment_created: { segmentId: "i", name: "s", description: "", rule: { manual: true }, priority: 3, at },
  segment_updated: { segmentId: "i", name: "s", description: "", rule: { manual: true }, priority: 3, revision: 2, active: true, at },
  segment_activated: { segmentId: "i", name: "s", rule: { manual: true }, priority: 3, revision: 1, at },
  segment_archived: { segmentId: "i", name: "s", at },
  prediction_set: { userId: "u", ltvPrediction: "1.00", currency: "EUR", churnRisk: "0.5000", modelVersion: "m", predictedAt: at },
  session_started: { sessionId: "s", userId: "u", startedAt: at, derived: true },
  session_ended: { sessionId: "s", userId: "u", startedAt: at, endedAt: at, pageViews: 1, events: 2, reason: "idle" },
  tenant_created: { tenantId: "t", name: "n", settings: { ipPolicy: "keep", timezone: "UTC" }, createdAt: new Date(at).toISOString() },
  tenant_settings_changed: { tenantId: "t", name: "n", settings: { ipPolicy: "keep", timezone: "UTC" } },
  api_key_created: {
    keyId: "k",
    tenantId: "t",
    name: "n",
    secretSha256: "h",
    scopes: ["*"],
    rateLimit: 5,
    createdAt: new Date(at).toISOString(),
    expiresAt: null,
  },
  api_key_revoked: { keyId: "k", tenantId: "t", revokedAt: new Date(at).toISOString() },
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
    else if (kind === "string") expect(repeated ? Array.isArray(value) : typeof value).toBe(repeated ? true : "string");
  }
});

it("keeps what is nobody's business inside", () => {
  for (const type of [
    "email_reserved",
    "email_released",
    "merged_into",
    "unmerged_from",
    "merge_recorded",
    "merge_undone",
    "user_active",
    "session_activity",
  ])
    expect(publish({ type, data: {} } as never)).toBeNull();
});

it("has a field of User for every column of the source document, first and in its order", () => {
  const service = new protobuf.Root();
  service.resolvePath = root.resolvePath;
  service.loadSync("marketing/identity/v1/identity_service.proto", { keepCase: true });
  const fields = service.lookupType("marketing.identity.v1.User").fieldsArray.sort((a, b) => a.id - b.id);
  const document = ["user_id", "email", "created_at", "last_seen", "traits", "segment", "ltv_prediction", "churn_risk"];
  const ours = ["external_id", "anonymous", "currency", "model_version", "predicted_at", "merged_user_ids", "segments", "version"];
  expect(fields.map((f) => f.name)).toEqual([...document, ...ours]);
});
