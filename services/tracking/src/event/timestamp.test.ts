import { describe, expect, it } from "vitest";
import { eventTime, parseTimestamp } from "./timestamp.ts";

const at = (text: string): number => Date.parse(text);
const received = at("2026-11-22T12:00:00Z");

describe("parseTimestamp", () => {
  it.each([
    ["2026-11-22T12:00:00Z", "2026-11-22T12:00:00.000Z"],
    ["2026-11-22T12:00:00.123456789Z", "2026-11-22T12:00:00.123Z"],
    ["2026-11-22T13:30:00+01:30", "2026-11-22T12:00:00.000Z"],
    ["2026-11-22T13:30:00+0130", "2026-11-22T12:00:00.000Z"],
    ["2026-11-22t12:00:00z", "2026-11-22T12:00:00.000Z"],
    ["2026-11-22 12:00:00", "2026-11-22T12:00:00.000Z"],
    ["2026-11-22T12:00", "2026-11-22T12:00:00.000Z"],
    ["2026-11-22", "2026-11-22T00:00:00.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["1795348800123", "2026-11-22T12:00:00.123Z"],
    ["1795348800", "2026-11-22T12:00:00.000Z"],
  ])("reads %s", (text, expected) => {
    expect(new Date(parseTimestamp(text)).toISOString()).toBe(expected);
  });

  it.each([
    "",
    "yesterday",
    "0000-01-01T00:00:00Z",
    "0000-12-31",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "2026",
    "2026-13-01",
    "2026-02-31T00:00:00Z",
    "2025-02-29",
    "2026-11-22T25:00:00Z",
    "2026-11-22T12:61:00Z",
    "1",
    "-5",
    "1e12",
    "NaN",
    "2026-11-22T12:00:00Z; drop",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
  ])("refuses %j", (text) => {
    expect(parseTimestamp(text)).toBeNaN();
  });
});

describe("eventTime", () => {
  it("corrects the client's clock by what it says about the sending", () => {
    const time = eventTime("2026-11-22T11:00:00Z", "2026-11-22T12:00:10Z", received);
    expect(time).toEqual({
      timestamp: at("2026-11-22T10:59:50Z"),
      original: at("2026-11-22T11:00:00Z"),
      sentAt: at("2026-11-22T12:00:10Z"),
      warnings: [],
    });
  });

  it("takes the client's time where nothing is said about the sending", () => {
    expect(eventTime("2006-12-01T00:00:00Z", "", received).timestamp).toBe(at("2006-12-01T00:00:00Z"));
  });

  it("takes the time of receipt where none is given", () => {
    expect(eventTime("", "2026-11-22T12:00:10Z", received)).toMatchObject({ timestamp: received, original: null, warnings: [] });
  });

  it("takes the time of receipt, with a warning, where it cannot be read", () => {
    expect(eventTime("soon", "", received)).toMatchObject({ timestamp: received, warnings: ["timestamp_unparsable"] });
    expect(eventTime("soon", "then", received)).toMatchObject({
      timestamp: received,
      warnings: ["sent_at_unparsable", "timestamp_unparsable"],
    });
  });

  it("does not correct by a time of sending it cannot read", () => {
    expect(eventTime("2026-11-22T11:00:00Z", "then", received)).toMatchObject({
      timestamp: at("2026-11-22T11:00:00Z"),
      warnings: ["sent_at_unparsable"],
    });
  });

  it.each([
    ["2026-11-23T12:00:00Z", false],
    ["2026-11-23T12:00:00.001Z", true],
    ["2031-01-01T00:00:00Z", true],
    ["2006-11-22T00:00:00Z", false],
    ["2006-11-21T23:59:59Z", true],
    ["1999-01-01T00:00:00Z", true],
  ])("clamps %s: %s", (text, clamped) => {
    const time = eventTime(text, "", received);
    expect(time.warnings).toEqual(clamped ? ["timestamp_clamped"] : []);
    expect(time.timestamp).toBe(clamped ? received : at(text));
    expect(time.original).toBe(at(text));
  });
});
