import { expect, test } from "vitest";
import { ndcgOf, qualityOf, recallOf, reciprocalRankOf } from "./metrics.ts";

const grades = new Map([
  ["a", 3],
  ["b", 2],
  ["c", 1],
]);

test("nDCG of cases reckoned by hand", () => {
  // ideal: 7/log2(2) + 3/log2(3) + 1/log2(4) = 7 + 1.892789 + 0.5 = 9.392789
  expect(ndcgOf(["a", "b", "c"], grades)).toBe(1);
  expect(ndcgOf(["c", "b", "a"], grades)).toBeCloseTo((1 + 1.892789 + 3.5) / 9.392789, 6);
  expect(ndcgOf(["x", "a"], grades)).toBeCloseTo(4.416508 / 9.392789, 6); // 7/log2(3)
  expect(ndcgOf([], grades)).toBe(0);
});

test("what stands behind the tenth place counts for nothing, and what comes twice counts once", () => {
  const strangers = Array.from({ length: 10 }, (_, i) => `x${i}`);
  expect(ndcgOf([...strangers, "a"], grades)).toBe(0);
  expect(recallOf([...strangers, "a"], grades)).toBe(0);
  expect(reciprocalRankOf([...strangers, "a"], grades)).toBe(0);
  expect(ndcgOf(["a", "a", "a"], grades)).toBeCloseTo(7 / 9.392789, 6);
});

test("recall counts every grade, the reciprocal rank only answers", () => {
  expect(recallOf(["c", "x", "a"], grades)).toBeCloseTo(2 / 3, 10);
  expect(reciprocalRankOf(["c", "x", "b"], grades)).toBeCloseTo(1 / 3, 10);
  expect(reciprocalRankOf(["c"], grades)).toBe(0);
});

test("the figures are means over the queries", () =>
  expect(
    qualityOf([
      { found: ["a", "b", "c"], grades },
      { found: [], grades },
    ]),
  ).toEqual({ ndcg: 0.5, recall: 0.5, mrr: 0.5 }));
