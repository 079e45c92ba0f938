import { expect, test } from "vitest";
import { isoTime, isoTimeOrNull } from "./isoTime.ts";

test("writes every instant as Date does", () => {
  const odd = [0, -1, 999, 59_999, 86_399_999, 86_400_000, -86_400_001, 1.5, 253_402_300_800_000, -62_198_755_200_000, 8.64e15, -8.64e15];
  for (let i = 0; i < 20_000; i++) odd.push(Math.floor((Math.random() - 0.5) * 8e12));
  for (const ms of odd) expect(isoTime(ms)).toBe(new Date(Math.floor(ms)).toISOString());
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15])("%d is no time, and spoils none after it", (ms) => {
  expect(() => isoTime(ms)).toThrow(RangeError);
  expect(isoTime(1_000)).toBe("1970-01-01T00:00:01.000Z");
});

test("what has no time is null; the epoch is a time", () => {
  expect([isoTimeOrNull(null), isoTimeOrNull(undefined)]).toEqual([null, null]);
  expect(isoTimeOrNull(0)).toBe("1970-01-01T00:00:00.000Z");
});
