import { describe, expect, it } from "vitest";
import { timezoneOf } from "./timezone.ts";

describe("a time zone", () => {
  it.each([
    ["Europe/Berlin", "Europe/Berlin"],
    ["UTC", "UTC"],
    ["gMt0", "UTC"],
    ["US/Pacific", "America/Los_Angeles"],
    ["Etc/GMT+5", "Etc/GMT+5"],
  ])("%s is %s", (name, zone) => {
    expect(timezoneOf(name)).toBe(zone);
  });

  it.each(["+02:00", "-23:59", "+02", "SystemV/EST5", "Mars/Base", "Factory", "localtime", "", "../etc/passwd", "\u0130ST"])(
    "%s is none",
    (name) => {
      expect(timezoneOf(name)).toBeNull();
    },
  );

  it("is one of a few hundred, however it is spelled", () => {
    const spelled = Array.from({ length: 512 }, (_, n) =>
      [..."europe/berlin"].map((c, i) => ((n >> i) & 1 ? c.toUpperCase() : c)).join(""),
    );
    expect(new Set(spelled.map(timezoneOf))).toEqual(new Set(["Europe/Berlin"]));
  });
});
