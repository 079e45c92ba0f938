import { expect, it } from "vitest";
import { type JsonValue, sameJson } from "./json.ts";

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
