import { publisherOf } from "@marketing/shared/bus/publisher";
import { protosDirectory } from "@marketing/shared/grpc/proto";
import protobuf from "protobufjs";
import { expect, it } from "vitest";
import { scoreOf } from "./performance/score.ts";
import { storedEvents } from "./service.ts";

const { publish, types: publicTypes, samples: publishSamples } = publisherOf(storedEvents);

const root = new protobuf.Root();
root.resolvePath = (_, target) => (target.startsWith("google/protobuf/") ? target : `${protosDirectory}${target}`);
root.loadSync("marketing/content/v1/content_events.proto");

const samples: Readonly<Record<string, object>> = Object.fromEntries(publishSamples.map(([, { type, data }]) => [type, data]));

it.each(publicTypes)("$private is published as $type, with the fields of that message and no others", ({ private: type, type: name }) => {
  const sent = publish({ type, data: samples[type] } as never)!;
  expect(sent.type).toBe(name);
  const json = JSON.parse(JSON.stringify(sent.data)) as Record<string, unknown>;
  const message = root.lookupType(name);
  expect(Object.keys(json).filter((field) => !(field in message.fields))).toEqual([]);
  for (const [field, value] of Object.entries(json)) {
    const { type: kind, repeated } = message.fields[field]!;
    if (repeated) expect(value).toEqual(samples[type]![field as never]);
    else if (kind === "google.protobuf.Timestamp") expect(value).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    else if (kind === "string" || kind === "int64") expect(typeof value).toBe("string");
    else if (kind === "int32" || kind === "double") expect(typeof value).toBe("number");
  }
});

it("keeps the texts and the bookkeeping inside", () => {
  for (const type of [
    "text_written",
    "slug_reserved",
    "slug_released",
    "performance_counted",
    "campaign_named",
    "campaign_purged",
    "document_text_written",
  ])
    expect(publish({ type, data: {} } as never)).toBeNull();
});

it("tells every type the contract has", () => {
  const messages = Object.keys((root.lookup("marketing.content.v1") as protobuf.Namespace).nested!).sort();
  expect(publicTypes.map((t) => t.type.split(".").at(-1)).sort()).toEqual(messages);
});

it.each([
  [100, 40, 0.4],
  [0, 5, null],
  [3, 1, 0.3333],
  [3, 2, 0.6667],
  [20_000, 3, 0.0002],
  [1, 2, 1],
  [7, 0, 0],
])("%i served and %i engaged make %s", (served, engaged, score) => expect(scoreOf(served, engaged)).toBe(score));
