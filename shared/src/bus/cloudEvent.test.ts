import { type CloudEvent, HTTP } from "cloudevents";
import { expect, test } from "vitest";
import type { RecordedEvent } from "../base/event.ts";
import { testEvent } from "./busTesting.ts";
import { decodeAttribute, decodeCloudEvent, encodeAttribute, encodeCloudEvent, parseHeaders, positionOf } from "./cloudEvent.ts";

const mapping = { entity: "event", event: "page_viewed", type: "marketing.tracking.v1.EventTracked", data: { name: "page_viewed", n: 1 } };

test("what is encoded is decoded", () => {
  const event = testEvent(42, {
    streamId: 'visitor-Jürgen "x" 100%',
    metadata: { correlationId: "a b", causationId: "%41", traceparent: "00-1-2-01" },
  });
  const { headers, payload } = encodeCloudEvent("tracking", event, mapping, { messageId: event.eventId, lastSequence: 7 });
  const expected: RecordedEvent = { ...event, type: mapping.type, data: mapping.data };
  expect(decodeCloudEvent(headers.toString("latin1"), payload)).toEqual(expected);
  expect(positionOf(headers.toString("latin1"))).toBe(42);
  expect(headers.toString("latin1")).toMatch(/^NATS\/1\.0\r\n[\x20-\x7e\r\n]+\r\n\r\n$/);
  expect(headers.toString()).toContain(`\r\nNats-Msg-Id: ${event.eventId}\r\nNats-Expected-Last-Sequence: 7\r\n`);
});

test("the cloudevents package reads it as a valid CloudEvents 1.0 event in binary mode", () => {
  const event = testEvent(9_007_199_254_740_991);
  const { headers, payload } = encodeCloudEvent("tracking", event, mapping);
  const read = HTTP.toEvent({
    headers: Object.fromEntries(parseHeaders(headers.toString("latin1"))),
    body: payload.toString(),
  }) as CloudEvent<typeof mapping.data>;
  expect(read.validate()).toBe(true);
  expect(read).toMatchObject({
    id: event.eventId,
    source: "/marketing/tracking",
    type: mapping.type,
    subject: event.streamId,
    specversion: "1.0",
    datacontenttype: "application/json",
    tenantid: event.tenantId,
    sequence: "00009007199254740991",
    correlationid: "c-1",
    data: mapping.data,
  });
  expect(new Date(read.time!)).toEqual(event.recordedAt);
});

test.each(["", "plain", "a b", "ü", "😀", "100%", '"', "\r\nNats-Msg-Id: x", "%41", "日本\u0000"])(
  "attribute %j survives the wire as printable ASCII",
  (value) => {
    const wire = encodeAttribute(value);
    expect(wire).toMatch(/^[\x21-\x7e]*$/);
    expect(wire).not.toMatch(/"/);
    expect(decodeAttribute(wire)).toBe(value);
  },
);

test("a message that is no event of ours is refused", () => {
  const { headers } = encodeCloudEvent("tracking", testEvent(1), mapping);
  const block = headers.toString("latin1");
  expect(() => decodeCloudEvent(block, Buffer.from("{"))).toThrow();
  expect(() => decodeCloudEvent("NATS/1.0\r\n\r\n", Buffer.from("{}"))).toThrow("ce-specversion");
  expect(() => decodeCloudEvent(block.replace("ce-specversion: 1.0", "ce-specversion: 2.0"), Buffer.from("{}"))).toThrow("unknown");
  expect(() => decodeCloudEvent(block.replace(/ce-sequence: \d+/, "ce-sequence: 99999999999999999999"), Buffer.from("{}"))).toThrow(
    "position",
  );
});
