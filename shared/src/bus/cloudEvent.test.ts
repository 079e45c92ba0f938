import { crc32 } from "node:zlib";
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
  const lines = headers.toString().split("\r\n").slice(1, -3);
  expect(headers.toString()).toContain(`\r\nce-datacrc32: ${crc32(payload).toString(16).padStart(8, "0")}\r\n`);
  expect(headers.toString()).toContain(
    `\r\nce-headcrc32: ${crc32(`${lines.join("\r\n")}\r\n`)
      .toString(16)
      .padStart(8, "0")}\r\n\r\n`,
  );
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

/** As messages were before they had digests. */
const undigested = (block: string): string => block.replace(/ce-(data|head)crc32: .*\r\n/g, "");

test("a message from before the digests is read", () => {
  const event = testEvent(42);
  const { headers, payload } = encodeCloudEvent("tracking", event, mapping);
  const block = undigested(headers.toString("latin1"));
  expect(block).not.toContain("crc32");
  expect(decodeCloudEvent(block, payload)).toEqual({ ...event, type: mapping.type, data: mapping.data });
  expect(positionOf(block)).toBe(42);
});

test("a message of which any byte is another, or is missing, or that is put together from two, is refused and tells no position", () => {
  const encoded = (position: number) =>
    encodeCloudEvent(
      "tracking",
      testEvent(position),
      { ...mapping, data: { name: "page_viewed", position } },
      { messageId: "m", lastSequence: 7 },
    );
  const { headers, payload } = encoded(42);
  const whole = Buffer.concat([headers, payload]);
  const others = [encoded(43), encoded(44)];
  const refused = (bytes: Buffer, cut: number): boolean => {
    try {
      decodeCloudEvent(bytes.toString("latin1", 0, cut), bytes.subarray(cut));
      return false;
    } catch {
      return true;
    }
  };
  for (let at = "NATS/1.0".length; at < whole.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 1 << bit;
      const intact = !refused(flipped, headers.length);
      // Only in the empty line that ends the headers, or the name of a digest whose other half then is missed, may a bit be lost without harm.
      if (intact)
        expect(decodeCloudEvent(flipped.toString("latin1", 0, headers.length), flipped.subarray(headers.length)).position).toBe(42);
      if (at < headers.length - 4 && intact) throw new Error(`bit ${bit} of byte ${at} is not missed`);
      const position = positionOf(flipped.toString("latin1", 0, headers.length));
      expect([null, 42]).toContain(position);
    }
    if (at < headers.length - 4)
      expect(refused(Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]), headers.length - 1)).toBe(true);
  }
  for (const other of others) {
    expect(refused(Buffer.concat([headers, other.payload]), headers.length)).toBe(true);
    expect(refused(Buffer.concat([other.headers, payload]), other.headers.length)).toBe(true);
  }
});

test("a message that is no event of ours is refused", () => {
  const { headers } = encodeCloudEvent("tracking", testEvent(1), mapping);
  const block = undigested(headers.toString("latin1"));
  expect(() => decodeCloudEvent(block, Buffer.from("{"))).toThrow();
  expect(() => decodeCloudEvent("NATS/1.0\r\n\r\n", Buffer.from("{}"))).toThrow("ce-specversion");
  expect(() => decodeCloudEvent(block.replace("ce-specversion: 1.0", "ce-specversion: 2.0"), Buffer.from("{}"))).toThrow("unknown");
  expect(() => decodeCloudEvent(block.replace(/ce-sequence: \d+/, "ce-sequence: 99999999999999999999"), Buffer.from("{}"))).toThrow(
    "position",
  );
});
