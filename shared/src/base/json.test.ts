import { expect, it } from "vitest";
import { canonicalJson, type JsonValue, sameJson } from "./json.ts";

it.each<[JsonValue | undefined, JsonValue | undefined, boolean]>([
  [{ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: null }, false],
  [{ a: null }, { b: null }, false],
  [{ toString: 1 }, { a: 1 }, false],
  [[1, 2], [2, 1], false],
  [[1], [1, 2], false],
  [[], {}, false],
  [null, {}, false],
  ["1", 1, false],
  [undefined, undefined, true],
  [undefined, null, false],
])("%j and %j are the same: %s", (a, b, same) => {
  expect(sameJson(a, b)).toBe(same);
  expect(sameJson(b, a)).toBe(same);
});

it("is one text for values that say the same, of every kind that requests have", () => {
  const at = new Date(5);
  const one = canonicalJson({ b: [{ d: at, c: 10n }], a: undefined, z: { y: null, x: "\u0000" } });
  expect(one).toBe('{"b":[{"c":"10","d":"1970-01-01T00:00:00.005Z"}],"z":{"x":"\\u0000","y":null}}');
  expect(canonicalJson({ z: { x: "\u0000", y: null }, b: [{ c: 10n, d: new Date(5) }] })).toBe(one);
  expect(canonicalJson({ b: [1, 2] })).not.toBe(canonicalJson({ b: [2, 1] }));
});
