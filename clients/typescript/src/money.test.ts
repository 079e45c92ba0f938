import { expect, test } from "vitest";
import { fromMicros, sumMicros, toMicros } from "./money.ts";

test("decimal text and micros, both ways, without a float", () => {
  const cases = [
    ["0.00", 0n],
    ["49.90", 49900000n],
    ["0.000001", 1n],
    ["-12.50", -12500000n],
    ["9007199254.740993", 9007199254740993n],
    ["123456789012345678.10", 123456789012345678100000n],
  ] as const;
  for (const [text, micros] of cases)
    expect([toMicros(text), fromMicros(micros), fromMicros(String(micros))]).toEqual([micros, text, text]);
  expect([toMicros(0.1), toMicros("7"), fromMicros(1_500_000, 0), fromMicros(7n * 1_000_000n, 0)]).toEqual([100000n, 7000000n, "1.5", "7"]);
});

test("what is no amount is refused", () => {
  for (const wrong of ["", "1,5", "1.0000001", "1e6", "NaN", " 1", ".5"]) expect(() => toMicros(wrong)).toThrow(RangeError);
});

test("sums are exact", () => {
  expect(sumMicros(["9007199254740993", 1, 2n])).toBe(9007199254740996n);
  expect(sumMicros([])).toBe(0n);
});
