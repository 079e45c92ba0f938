import { publisherOf } from "@marketing/shared/bus/publisher";
import { protosDirectory } from "@marketing/shared/grpc/proto";
import protobuf from "protobufjs";
import { expect, it } from "vitest";
import { identityEvents } from "./service.ts";

const { publish, types: publicTypes, samples: publishSamples } = publisherOf(identityEvents);

const root = new protobuf.Root();
root.resolvePath = (_, target) => (target.startsWith("google/protobuf/") ? target : `${protosDirectory}${target}`);
root.loadSync("marketing/identity/v1/identity_events.proto");

const samples: Readonly<Record<string, object>> = Object.fromEntries(publishSamples.map(([, { type, data }]) => [type, data]));

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
