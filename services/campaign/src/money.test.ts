import { expect, it } from "vitest";
import { decimalOfMicros, maxTotal, microsOfDecimal, performanceScore, returnOn, split } from "./money.ts";
import { attribute } from "./revenue/attribution.ts";

it.each([
  [0, "0.000000"],
  [300_000, "0.300000"],
  [1, "0.000001"],
  [12_340_000, "12.340000"],
  [maxTotal, "9000000000.000000"],
  [-1_500_000, "-1.500000"],
])("%i micros are %s", (micros, text) => {
  expect(decimalOfMicros(micros)).toBe(text);
  if (micros >= 0) expect(microsOfDecimal(text)).toBe(micros);
});
it.each(["", "-1", "1.2345678", "1e3", "1,5", "99999999999", "9000000000.000001"])("%s is no amount", (text) =>
  expect(microsOfDecimal(text)).toBeNull(),
);
it("shares make the whole", () => {
  expect(split(100, 3)).toEqual([34, 33, 33]);
  for (let n = 1; n < 50; n++) expect(split(999_999_999_999_999, n).reduce((a, b) => a + b)).toBe(999_999_999_999_999);
});
it("there is no return on nothing", () => {
  expect(returnOn(300, 120)).toBe(1.5);
  expect(returnOn(300, 0)).toBeNull();
  expect(returnOn(0, 120)).toBe(-1);
});
it("the score is the part of the money that came in", () => {
  expect(performanceScore(0, 0)).toBeNull();
  expect(performanceScore(95_500_000, 4_500_000)).toBe(0.955);
  expect(performanceScore(0, 5)).toBe(0);
  expect(performanceScore(5, 0)).toBe(1);
  expect(performanceScore(7, 7)).toBe(0.5);
});
it("attributes to the first, the last and all alike, each the whole value", () => {
  const shares = attribute(100, ["a", "b", "a"]);
  const of = (model: string) => shares.filter((s) => s.model === model).map((s) => [s.campaignId, s.amount]);
  expect(of("first")).toEqual([["a", 100]]);
  expect(of("last")).toEqual([["a", 100]]);
  expect(of("linear")).toEqual([
    ["a", 67],
    ["b", 33],
  ]);
  expect(attribute(100, [])).toEqual([]);
});
