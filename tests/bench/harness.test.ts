import { expect, test } from "vitest";
import type { Measured } from "./contenderHandle.ts";
import { judge, p99Of, rateOf } from "./harness.ts";
import { closedLoop, inBatches, inParallel, openLoop, percentiles } from "./load.ts";

const sample = (rate: number, p99 = 1): Measured => ({
  rate,
  count: rate,
  seconds: 1,
  latency: { p50: p99 / 2, p99, max: p99 },
  problems: [],
  cpu: { total: 1, self: 1, postgres: 0, redis: 0, nats: 0, services: 0 },
});
const rates = (...all: number[]) => all.map((r) => sample(r));

test("the ratio is the median of the rounds' own ratios, not the ratio of the medians", () => {
  const claim = { what: "rate", of: rateOf, better: "higher", floor: 2, goal: 4 } as const;
  const ratio = judge(claim, rates(100, 400, 30), rates(50, 100, 30)); // 2, 4, 1
  expect(ratio).toMatchObject({ median: 2, lowest: 1, highest: 4, verdict: "floor" });
  expect(judge(claim, rates(400), rates(100)).verdict).toBe("goal");
  expect(judge(claim, rates(199), rates(100)).verdict).toBe("BELOW FLOOR");
});

test("where less is better the floor is a ceiling", () => {
  const claim = { what: "p99", of: p99Of, better: "lower", floor: 0.4, goal: 0.2 } as const;
  expect(judge(claim, [sample(1, 2)], [sample(1, 10)]).verdict).toBe("goal");
  expect(judge(claim, [sample(1, 3)], [sample(1, 10)]).verdict).toBe("floor");
  expect(judge(claim, [sample(1, 5)], [sample(1, 10)]).verdict).toBe("BELOW FLOOR");
});

test("a figure that was not measured is no success", () => {
  const claim = { what: "p99", of: p99Of, better: "lower", floor: 0.4, goal: 0.2 } as const;
  const { latency: _, ...without } = sample(1);
  expect(judge(claim, [without], [without]).verdict).toBe("BELOW FLOOR");
});

test("percentiles of known numbers", () => {
  expect(percentiles(Array.from({ length: 100 }, (_, i) => i + 1))).toEqual({ p50: 51, p99: 100, max: 100 });
  expect(percentiles([])).toEqual({ p50: Number.NaN, p99: Number.NaN, max: Number.NaN });
});

test("a closed loop counts what every caller did", async () => {
  let calls = 0;
  const { count, latency } = await closedLoop(8, 0.1, async () => {
    calls++;
    await new Promise((r) => setTimeout(r, 1));
    return 3;
  });
  expect(count).toBe(calls * 3);
  expect(latency.p50).toBeGreaterThan(0);
});

test("an open loop makes exactly the calls that are due, though they are slow", async () => {
  let calls = 0;
  await openLoop(1_000, 0.05, async () => {
    calls++;
    await new Promise((r) => setTimeout(r, 20));
  });
  expect(calls).toBe(50);
});

test("work in parallel does each item once, batches lose none", async () => {
  let n = 0;
  const batches = inBatches(10, 4, () => n++);
  expect(batches.map((b) => b.length)).toEqual([4, 4, 2]);
  const seen: number[] = [];
  await inParallel(batches.flat(), 3, async (item) => void seen.push(item));
  expect(seen.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
