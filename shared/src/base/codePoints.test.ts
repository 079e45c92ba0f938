import { expect, test } from "vitest";
import { firstCharacters, longerThan } from "./codePoints.ts";

test.each(["abc", "日本語", "😀😁😂", "a😀𠮷"])("%s has three characters", (text) => {
  expect([2, 3, 4].map((n) => longerThan(text, n))).toEqual([true, false, false]);
  expect([...firstCharacters(`${text}😀`, 3)].join("")).toBe(text);
  expect(firstCharacters(text, 3)).toBe(text);
});
