import { describe, expect, it } from "vitest";
import { addDays, counterEnds, dayOf, daysBetween, isDay } from "./day.ts";

describe("days", () => {
  it.each([
    ["2026-11-22T23:30:00Z", "UTC", "2026-11-22"],
    ["2026-11-22T23:30:00Z", "Europe/Berlin", "2026-11-23"],
    ["2026-11-22T03:30:00Z", "America/New_York", "2026-11-21"],
    ["2026-11-22T18:14:59Z", "Asia/Kathmandu", "2026-11-22"],
    ["2026-11-22T18:15:00Z", "Asia/Kathmandu", "2026-11-23"],
  ])("%s in %s is %s", (at, timezone, day) => {
    expect(dayOf(Date.parse(at), timezone)).toBe(day);
  });
  it("knows what is a day", () => {
    expect(["2026-11-22", "2024-02-29"].map(isDay)).toEqual([true, true]);
    expect(["2026-02-29", "2026-1-1", "today", "", "0000-01-01", "9999-12-31"].map(isDay)).toEqual(Array(6).fill(false));
  });
  it("counts them", () => {
    expect(addDays("2026-02-27", 2)).toBe("2026-03-01");
    expect(daysBetween("2026-12-30", "2027-01-02")).toEqual(["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]);
  });
  it("keeps a day's counter for eight days from its start, anywhere", () => {
    expect(new Date(counterEnds("2026-11-22")).toISOString()).toBe("2026-11-30T12:00:00.000Z");
  });
});
