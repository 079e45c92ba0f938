import { create, toBinary } from "@bufbuild/protobuf";
import { EventInputSchema, TrackEventsRequestSchema } from "@marketing/protos/tracking/v1/tracking_service";
import { expect, test } from "vitest";
import { inBatches } from "./batches.ts";
import { collect } from "./paging.ts";

const below = (n: number): number => Math.floor(Math.random() * n);

test("no batch is larger than a request may be, none has more than a thousand, and every event is in one, in order", async () => {
  const letters = ["x", "ё", "漢", "😀", '"', "\\"];
  const events = Array.from({ length: 6_000 }, (_, i) => ({
    messageId: String(i),
    userId: "u".repeat(below(255)),
    eventName: "e",
    properties: JSON.stringify({ text: letters[below(6)]!.repeat(below(3) === 0 ? below(8_000) : below(200)) }),
  }));
  const batches = await collect(inBatches(events));
  expect(batches.flat()).toEqual(events);
  const sizes = batches.map(
    (batch) =>
      toBinary(TrackEventsRequestSchema, create(TrackEventsRequestSchema, { events: batch.map((e) => create(EventInputSchema, e)) }))
        .length,
  );
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4 * 1024 * 1024);
  expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(1_000);
  // by weight alone there would be a third as many
  expect(batches.length).toBeLessThan(2 + sizes.reduce((a, b) => a + b) / (3 * 1024 * 1024) + events.length / 1_000);
});

test("an item that is larger goes alone; a count and a weight of one's own hold", async () => {
  const lengths = [1, 9, 3, 20, 4, 4, 4, 1, 1, 1, 1];
  expect(await collect(inBatches(lengths, { count: 3, bytes: 10, sizeOf: (n) => n }))).toEqual([
    [1, 9],
    [3],
    [20],
    [4, 4],
    [4, 1, 1],
    [1, 1],
  ]);
  expect(await collect(inBatches([]))).toEqual([]);
});
