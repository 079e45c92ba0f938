import { sameJson } from "@marketing/shared/base/json";
import { stretched } from "@marketing/tests/support/patience";
import { describe, expect, it } from "vitest";
import { chunksOf } from "../chunking/pieces.ts";
import { countWords, seoProblems, withWordCount } from "./text.ts";

describe("words", () => {
  it.each([
    ["", 0],
    ["   \n ", 0],
    ["one", 1],
    ["Two words, really: three.", 4],
    ["— · … !", 0],
    ["don't stop-now", 2],
    ["Größe für 42 Häuser", 4],
    ["<p class='a b'>Three <b>short</b> words</p>", 3],
    ["a < b and c > d", 5],
    ["привет мир", 2],
    ["a <b and `<script>` c> d", 6],
    ["全文検索は広告の効果を測定する。", 9],
    ["我们的平台 helps 客户", 5],
  ])("%j has %i", (text, words) => expect(countWords(text)).toBe(words));

  it("of three thousand Japanese characters are many", () => {
    const words = countWords("全文検索は広告の効果を測定する。".repeat(188));
    expect(words).toBe(9 * 188);
  });

  it("of 5 MB are counted in no time", () => {
    const start = performance.now();
    expect(countWords("word ".repeat(1_000_000))).toBe(1_000_000);
    expect(countWords("<".repeat(5_000_000))).toBe(0);
    expect(performance.now() - start).toBeLessThan(stretched(3_000));
  });

  it.each([
    [0, 0],
    [1, 1],
    [225, 1],
    [226, 2],
    [450, 2],
    [451, 3],
  ])("%i take %i minutes", (words, minutes) =>
    expect(withWordCount({ word_count: 1, x: 1 }, words)).toEqual({ word_count: words, reading_time: minutes, x: 1 }),
  );
});

describe("SEO data", () => {
  it("are checked all at once", () => {
    const fields = (seo: unknown) => seoProblems({ seo } as never).map((p) => p.field.replace("metadata.seo", ""));
    expect(fields({ title: "x".repeat(60), description: "x".repeat(160), slug: "a-1", keywords: ["k"], other: 1 })).toEqual([]);
    expect(fields({ title: 1, description: "x".repeat(161), slug: "a--b", keywords: "k" })).toEqual([
      ".title",
      ".description",
      ".slug",
      ".keywords",
    ]);
    for (const slug of ["A", "-a", "a-", "a b", "ä", "a_b", "x".repeat(101)]) expect(fields({ slug }), slug).toEqual([".slug"]);
    expect(fields([])).toEqual([""]);
    expect(fields(null)).toEqual([]);
  });
  it("and JSON are compared whatever their order", () => {
    expect(sameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    expect(sameJson({ a: 1 }, { a: 1, b: undefined as never })).toBe(false);
    expect(sameJson([1, 2], [2, 1])).toBe(false);
    expect(sameJson({}, [])).toBe(false);
  });
});

describe("chunks", () => {
  const covers = (text: string): void => {
    const chunks = chunksOf(text);
    let at = 0;
    for (const chunk of chunks) {
      expect(chunk.length).toBeLessThanOrEqual(2_000);
      expect(chunk.isWellFormed()).toBe(true);
      const found = text.indexOf(chunk, Math.max(0, at - 2_200));
      expect(found).toBeGreaterThanOrEqual(0);
      expect(found).toBeLessThanOrEqual(at); // nothing between this one and those before is left out
      at = Math.max(at, found + chunk.length);
    }
    expect(at).toBe(text.length);
  };
  it("leave nothing out and cut no character", () => {
    for (const text of ["", "short", "a".repeat(2_000), "a".repeat(2_001), "😀".repeat(3_001), `x${"😀".repeat(3_000)}`])
      expect(chunksOf(text).join("").length).toBeGreaterThanOrEqual(text.length);
    covers(Array.from({ length: 3_000 }, (_, i) => `word${i}`).join(" "));
    covers(Array.from({ length: 500 }, (_, i) => `A sentence of number ${i} ends.`).join("\n\n"));
    for (const chunk of chunksOf(`x${"😀".repeat(3_000)}`)) expect(chunk.isWellFormed()).toBe(true);
  });
  it("keep a phrase on a border whole in one of them", () => {
    const words = Array.from({ length: 5_000 }, (_, i) => `word${i}`);
    const chunks = chunksOf(words.join(" "));
    for (let i = 0; i + 8 < words.length; i += 1) {
      const phrase = words.slice(i, i + 8).join(" ");
      expect(
        chunks.some((c) => c.includes(phrase)),
        phrase,
      ).toBe(true);
    }
  });
});
