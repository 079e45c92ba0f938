import { publisherOf } from "@marketing/shared/bus/publisher";
import { protosDirectory } from "@marketing/shared/grpc/proto";
import protobuf from "protobufjs";
import { expect, it } from "vitest";
import { leadService } from "./service.ts";

const root = new protobuf.Root();
root.resolvePath = (_, target) => (target.startsWith("google/protobuf/") ? target : `${protosDirectory}${target}`);
root.loadSync("marketing/lead/v1/lead_events.proto");

const { publish, types, samples: publishSamples } = publisherOf(leadService({ decayAfterMs: 0, decayEveryMs: 0 }).events);
const samples: Readonly<Record<string, object>> = Object.fromEntries(publishSamples.map(([, { type, data }]) => [type, data]));

it.each(types)("$private is published as $type, with the fields of that message and no others", ({ private: type, type: name }) => {
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
    changed: ["job_title", "properties.seats"],
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
