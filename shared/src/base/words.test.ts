import { expect, test } from "vitest";
import { lastWord, spaced } from "./words.ts";

test.each([
  ["全文検索は広告の効果を測定", ["全文", "検索", "広告", "効果", "測定"]],
  ["我们的平台帮助企业提高客户转化率", ["我们", "平台", "帮助", "企业", "提高", "客户"]],
  ["ระบบการตลาดช่วยให้ลูกค้ากลับมาซื้อสินค้า", ["ตลาด", "ลูกค้า", "สินค้า"]],
  ["広告Webサイト2026年", ["広告", "Web", "サイト", "2026", "年"]],
])("%j has words", (text, words) => {
  expect(spaced(text).split(/\s+/)).toEqual(expect.arrayContaining(words));
});

test("what has spaces stays as it is", () => {
  for (const text of ["plain words, ÄÖÜ", "привет мир", "한국어 단어", "😀 <b>"]) expect(spaced(text)).toBe(text);
});

test("the last word of a script without spaces has a begin, that of another has none", () => {
  expect(lastWord("広告の効果を測定")).toBe(6);
  expect(lastWord("two words")).toBe(0);
});
