import { describe, expect, it } from "vitest";
import { eventTime } from "./timestamp.ts";

const at = (text: string): number => Date.parse(text);
const received = at("2026-11-22T12:00:00Z");

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
