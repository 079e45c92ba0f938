import { describe, expect, it } from "vitest";
import { maxPropertiesBytes, parseProperties } from "./properties.ts";

const nested = (levels: number): string => `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;

describe("parseProperties", () => {
  it("keeps nested JSON as it is", () => {
    const value = { a: [1, "x", null, true, { b: 1.5 }], ключ: "значение", __proto__x: 1 };
    expect(parseProperties(JSON.stringify(value))).toEqual({ ok: true, value, sanitized: false, asText: [] });
  });

  it("takes absent text for {}", () => {
    expect(parseProperties("")).toEqual({ ok: true, value: {}, sanitized: false, asText: [] });
  });

  it.each(["[]", "1", "null", '"x"', "{", "{a:1}", "undefined", "NaN", '{"a":1}x'])("refuses %s", (text) => {
    expect(parseProperties(text)).toMatchObject({ ok: false, reason: "invalid_properties" });
  });

  it("takes ten levels and no more", () => {
    expect(parseProperties(nested(10))).toMatchObject({ ok: true });
    expect(parseProperties(nested(11))).toMatchObject({ ok: false, reason: "too_deep" });
    expect(parseProperties(`{"a":${"[".repeat(10)}1${"]".repeat(10)}}`)).toMatchObject({ ok: false, reason: "too_deep" });
  });

  it("survives a nesting made to hurt", () => {
    expect(parseProperties(`{"a":${"[".repeat(16_000)}${"]".repeat(16_000)}}`)).toMatchObject({ ok: false, reason: "too_deep" });
    expect(parseProperties(`{"a":${"[".repeat(16_000)}`)).toMatchObject({ ok: false });
  });

  it("counts bytes, not characters", () => {
    const fill = (character: string, bytes: number): string => `{"a":"${character.repeat((bytes - 8) / Buffer.byteLength(character))}"}`;
    expect(parseProperties(fill("x", maxPropertiesBytes))).toMatchObject({ ok: true });
    expect(parseProperties(fill("x", maxPropertiesBytes + 1))).toMatchObject({ ok: false, reason: "too_large" });
    expect(parseProperties(fill("й", maxPropertiesBytes))).toMatchObject({ ok: true });
    expect(parseProperties(fill("й", maxPropertiesBytes + 2))).toMatchObject({ ok: false, reason: "too_large" });
  });

  it.each([
    ["escaped NUL", '{"a":"x\\u0000y"}', { a: "x\uFFFDy" }],
    ["bare NUL", '{"a":"x\u0000y"}', { a: "x\uFFFDy" }],
    ["NUL in a key", '{"a\\u0000":1}', { "a\uFFFD": 1 }],
    ["half a surrogate pair", '{"a":["\\ud800"]}', { a: ["\uFFFD"] }],
  ])("puts right: %s", (_, text, value) => {
    expect(parseProperties(text)).toEqual({ ok: true, value, sanitized: true, asText: [] });
  });

  it("leaves other escapes alone", () => {
    expect(parseProperties('{"a":"\\u00e9\\ud83d\\ude00"}')).toEqual({ ok: true, value: { a: "é😀" }, sanitized: false, asText: [] });
  });
});
