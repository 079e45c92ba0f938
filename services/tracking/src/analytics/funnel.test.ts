import { describe, expect, it } from "vitest";
import { FunnelCounter, type FunnelHit } from "./funnel.ts";

const count = (
  steps: number,
  windowMs: number,
  hits: ReadonlyArray<readonly [person: string, at: number, ...steps: number[]]>,
  from = 0,
  to = 1e9,
) => {
  const counter = new FunnelCounter({ steps, windowMs, from, to });
  for (const [person, at, ...matched] of hits)
    counter.add({ person, at, steps: matched.reduce((bits, k) => bits | (1 << k), 0) } satisfies FunnelHit);
  return counter.finish();
};

describe("FunnelCounter", () => {
  it("counts how far each person came", () => {
    expect(
      count(3, 100, [
        ["a", 1, 0],
        ["a", 2, 1],
        ["a", 3, 2],
        ["b", 1, 0],
        ["b", 2, 2],
        ["c", 1, 1],
        ["d", 5, 0],
        ["d", 6, 1],
      ]),
    ).toEqual([3, 2, 1]);
  });
  it("wants the order", () => {
    expect(
      count(2, 100, [
        ["a", 1, 1],
        ["a", 2, 0],
      ]),
    ).toEqual([1, 0]);
  });
  it("wants the window, from the first step", () => {
    expect(
      count(3, 10, [
        ["a", 0, 0],
        ["a", 8, 1],
        ["a", 11, 2],
      ]),
    ).toEqual([1, 1, 0]);
    expect(
      count(2, 10, [
        ["a", 0, 0],
        ["a", 10, 1],
      ]),
    ).toEqual([1, 1]);
  });
  it("lets a later beginning succeed where the first did not", () => {
    expect(
      count(2, 10, [
        ["a", 0, 0],
        ["a", 50, 0],
        ["a", 55, 1],
      ]),
    ).toEqual([1, 1]);
  });
  it("goes on from the beginning that leaves most time", () => {
    expect(
      count(3, 10, [
        ["a", 0, 0],
        ["a", 5, 0],
        ["a", 9, 1],
        ["a", 14, 2],
      ]),
    ).toEqual([1, 1, 1]);
  });
  it("does not forget a chain when a new one begins", () => {
    expect(
      count(3, 10, [
        ["a", 0, 0],
        ["a", 1, 1],
        ["a", 2, 0],
        ["a", 3, 2],
      ]),
    ).toEqual([1, 1, 1]);
  });
  it("takes one step an event", () => {
    expect(count(2, 100, [["a", 1, 0, 1]])).toEqual([1, 0]);
    expect(
      count(2, 100, [
        ["a", 1, 0, 1],
        ["a", 2, 0, 1],
      ]),
    ).toEqual([1, 1]);
  });
  it("begins within the range only", () => {
    expect(
      count(
        2,
        100,
        [
          ["a", 5, 0],
          ["a", 6, 1],
          ["b", 15, 0],
          ["b", 25, 1],
          ["c", 20, 0],
        ],
        10,
        20,
      ),
    ).toEqual([1, 1]);
  });
});
