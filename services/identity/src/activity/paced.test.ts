import type { RecordedEvent } from "@marketing/shared/base/event";
import type { Source } from "@marketing/shared/subscription/source";
import { expect, test } from "vitest";
import { paced } from "./paced.ts";

const event = { type: "x" } as RecordedEvent;
/** A source that holds what was put into it, with a hint for each, as the bus gives them. */
const handFed = () => {
  const held: RecordedEvent[] = [];
  const wakes = new Set<() => void>();
  const source: Source = {
    name: "test",
    read: async (cursor, limit) => ({ events: held.splice(0, limit), next: cursor, head: 0 }),
    onWake: (wake) => {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
  };
  const put = (n: number): void => {
    for (let i = 0; i < n; i++) held.push(event);
    for (let i = 0; i < n; i++) for (const wake of wakes) wake();
  };
  return { source, put };
};
const start = { position: 0, token: null };

test("one event alone waits for nobody; what follows gathers until a pause or a full batch", async () => {
  const { source, put } = handFed();
  const gathering = paced(source, { least: 100, most: 4_000 });
  const timed = async (limit: number): Promise<[came: number, ms: number]> => {
    const begun = performance.now();
    const { events } = await gathering.read(start, limit);
    return [events.length, performance.now() - begun];
  };
  put(1);
  const first = await timed(1_000);
  expect(first[0]).toBe(1);
  expect(first[1]).toBeLessThan(90);

  put(900); // 100 ms are not over
  const second = await timed(1_000);
  expect(second[0]).toBe(900);

  put(10); // after so many it would wait for 1.8 s, but nothing more comes
  const third = await timed(1_000);
  expect(third[0]).toBe(10);
  expect(third[1]).toBeGreaterThan(150);
  expect(third[1]).toBeLessThan(1_500);

  put(900);
  await timed(1_000);
  put(1_000);
  const full = await timed(1_000);
  expect(full[0]).toBe(1_000);
  expect(full[1]).toBeLessThan(90);
});
