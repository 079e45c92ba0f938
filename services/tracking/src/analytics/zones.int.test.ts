import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, openBench, tenantA } from "../testing.ts";
import { countEvents } from "./counts.ts";

// An event every quarter of an hour over the days on which clocks are turned: each day of a zone has as many as it has quarters.

const quarter = 900_000;
const ranges = [
  { from: new Date("2026-03-27T00:00:00Z"), to: new Date("2026-03-31T00:00:00Z") },
  { from: new Date("2026-04-03T00:00:00Z"), to: new Date("2026-04-07T00:00:00Z") },
  { from: new Date("2026-10-23T00:00:00Z"), to: new Date("2026-10-27T00:00:00Z") },
];
const times = ranges.flatMap(({ from, to }) =>
  Array.from({ length: (to.getTime() - from.getTime()) / quarter }, (_, i) => from.getTime() + i * quarter),
);

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ now: () => Date.UTC(2026, 10, 1) });
  const items = times.map((at, i) => ({ messageId: `q-${i}`, userId: "u", eventName: "tick", timestamp: new Date(at).toISOString() }));
  for (let i = 0; i < items.length; i += 500) await bench.track(tenantA, ...items.slice(i, i + 500));
  await bench.project();
});
afterAll(() => bench?.close());

const localDay = (timezone: string) => {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: timezone });
  return (at: number | Date): string => format.format(at);
};
const countsByDay = async (timezone: string): Promise<Record<string, number>> => {
  const day = localDay(timezone);
  const counts = await Promise.all(
    ranges.map((range) => bench.asTenant(tenantA, (c) => countEvents(c, tenantA, { ...range, includeBots: true }, "day", false, timezone))),
  );
  return Object.fromEntries(counts.flat().map(({ bucketStart, count }) => [day(bucketStart), Number(count)]));
};

it.each([
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Pacific/Chatham",
])("days of %s are its own", async (timezone) => {
  const day = localDay(timezone);
  const wanted: Record<string, number> = {};
  for (const at of times) wanted[day(at)] = (wanted[day(at)] ?? 0) + 1;
  expect(await countsByDay(timezone)).toEqual(wanted);
});

it.each([
  ["Europe/Berlin", "2026-03-29", 23],
  ["Europe/Berlin", "2026-10-25", 25],
  ["Australia/Lord_Howe", "2026-04-05", 24.5],
  ["Asia/Kathmandu", "2026-03-29", 24],
])("in %s %s has %d hours", async (timezone, day, hours) => {
  expect((await countsByDay(timezone))[day]).toBe(hours * 4);
});
