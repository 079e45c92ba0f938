import { describe, expect, it } from "vitest";
import { instantIn, timezoneOf } from "./timezone.ts";

describe("a time zone", () => {
  it.each([
    ["Europe/Berlin", "Europe/Berlin"],
    ["UTC", "UTC"],
    ["gMt0", "UTC"],
    ["gmt", "UTC"],
    ["MST", "America/Phoenix"],
    ["US/Pacific", "America/Los_Angeles"],
    ["Etc/GMT+5", "Etc/GMT+5"],
  ])("%s is %s", (name, zone) => {
    expect(timezoneOf(name)).toBe(zone);
  });

  it.each([
    ...["BST", "IST", "CST", "PST", "JST", "bst", "ACT"],
    "+02:00",
    "+05:30",
    "-23:59",
    "+02",
    "+0530",
    "GMT+5",
    "UTC+5",
    "UTC+05:30",
    "Etc/GMT+05:30",
    "Etc/GMT+15",
    "5",
    " ",
    "Z",
    "\u221205:00",
    "SystemV/EST5",
    "Mars/Base",
    "Factory",
    "localtime",
    "",
    "../etc/passwd",
    "\u0130ST",
  ])("%s is none", (name) => {
    expect(timezoneOf(name)).toBeNull();
  });

  it("is one of a few hundred, however it is spelled", () => {
    const spelled = Array.from({ length: 512 }, (_, n) =>
      [..."europe/berlin"].map((c, i) => ((n >> i) & 1 ? c.toUpperCase() : c)).join(""),
    );
    expect(new Set(spelled.map(timezoneOf))).toEqual(new Set(["Europe/Berlin"]));
  });
});

describe("instantIn", () => {
  const at = (zone: string, wall: string) => new Date(instantIn(zone, Date.parse(`${wall}Z`))).toISOString();
  it.each([
    ["UTC", "2026-07-01T12:00:00", "2026-07-01T12:00:00.000Z"],
    ["Europe/Berlin", "2026-07-01T00:30:00.250", "2026-06-30T22:30:00.250Z"],
    ["Europe/Berlin", "2026-01-01T00:00:00", "2025-12-31T23:00:00.000Z"],
    ["America/New_York", "2023-11-05T01:30:00", "2023-11-05T05:30:00.000Z"],
    ["America/New_York", "2023-11-05T02:30:00", "2023-11-05T07:30:00.000Z"],
    ["Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00.000Z"],
    ["Asia/Kathmandu", "2026-01-01T05:45:00", "2026-01-01T00:00:00.000Z"],
    ["Pacific/Kiritimati", "2026-01-01T00:00:00", "2025-12-31T10:00:00.000Z"],
    ["Pacific/Niue", "2026-01-01T00:00:00", "2026-01-01T11:00:00.000Z"],
  ])("%s shows %s at %s", (zone, wall, instant) => expect(at(zone, wall)).toBe(instant));
});
