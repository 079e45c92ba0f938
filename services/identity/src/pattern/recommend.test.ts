import { describe, expect, it } from "vitest";
import { type ActionCounts, fromPopular, fromSimilar, placed, type Similar, sharedActions, wilson } from "./recommend.ts";

const person = (userId: string, similarity: number, ...actions: string[]): Similar => ({ userId, similarity, actions });
const base: ActionCounts = {
  everybody: 100,
  byAction: new Map([
    ["demo_requested", 10],
    ["trial_started", 50],
    ["view /docs", 80],
  ]),
};

describe("recommending", () => {
  const people = [
    person("a", 0.9, "view /", "view /pricing", "demo_requested", "trial_started"),
    person("b", 0.6, "view /pricing", "view /docs", "trial_started"),
    person("c", 0.5, "trial_started", "view /pricing", "view /docs"), // what came before does not count
    person("not converted", 0.9, "view /pricing", "view /docs"),
    person("elsewhere", 0.9, "view /blog", "trial_started"),
    person("too far", 0.19, "view /pricing", "trial_started"),
  ];
  const considered = placed(people, ["view /pricing", "view /"]);

  it("goes by those who converted, are alike, and had been where the person is", () => {
    expect(considered.map((p) => p.userId)).toEqual(["a", "b", "c"]);
    expect(considered.map((p) => p.place)).toEqual(["view /pricing", "view /pricing", "view /pricing"]);
  });

  it("weighs by similarity, and by how much more common it is than among everybody", () => {
    const found = fromSimilar(considered, new Set(["view /", "view /pricing"]), base, 10);
    expect(found.map((r) => r.action)).toEqual(["demo_requested", "trial_started", "view /docs"]);
    const [demo, trial, docs] = found;
    expect(demo!.score).toBeCloseTo(0.9 / 2);
    expect(demo!.lift).toBeCloseTo(0.45 / 0.1);
    expect(trial).toMatchObject({ conversion: true, tookIt: 2, considered: 3, userIds: ["a", "b"] });
    expect(trial!.score).toBeCloseTo(1.5 / 2);
    expect(trial!.confidence).toBeCloseTo(wilson(2, 3));
    expect(docs!.score).toBeCloseTo(1.1 / 2);
    expect(trial!.evidence[1]).toBe("2 of them after: view /pricing");
  });

  it("never names what was done already, nor more than was asked for", () => {
    const done = new Set(["view /", "view /pricing", "demo_requested"]);
    expect(fromSimilar(considered, done, base, 1).map((r) => r.action)).toEqual(["trial_started"]);
    expect(fromSimilar(considered, new Set([...done, "trial_started", "view /docs"]), base, 9)).toEqual([]);
    expect(fromPopular(base, done, 9).map((r) => r.action)).toEqual(["view /docs", "trial_started"]);
  });
});

it("is the less sure the fewer there are", () => {
  expect(wilson(0, 0)).toBe(0);
  expect(wilson(3, 3)).toBeCloseTo(0.4385, 3); // Wilson 1927, z = 1.96
  expect(wilson(30, 30)).toBeGreaterThan(0.88);
  expect(wilson(0, 9)).toBe(0);
});

it("tells what two have in common, rarest first", () =>
  expect(sharedActions(["view /docs", "trial_started", "x"], ["view /docs", "y", "trial_started"], base)).toEqual([
    "trial_started",
    "view /docs",
  ]));
