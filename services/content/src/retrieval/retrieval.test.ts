import { describe, expect, it } from "vitest";
import { byRelevance, type Candidate } from "./candidate.ts";
import { distinct } from "./duplicates.ts";
import { passagesOf } from "./passages.ts";
import { freshnessOf, similarityOf } from "./score.ts";

const day = 86_400_000;
const candidate = (entityId: string, chunk: number, score: number, text: string, more: Partial<Candidate> = {}): Candidate => ({
  entityId,
  kind: "document",
  version: 1,
  chunk,
  title: null,
  uri: null,
  source: "document",
  category: null,
  tags: [],
  lastUpdated: 0,
  headings: [],
  text,
  overlap: 0,
  matches: [],
  exactTokens: [],
  similarity: score,
  freshness: 1,
  score,
  ...more,
});
const alone = (...candidates: Candidate[]) => candidates.map((c) => ({ candidate: c, duplicates: [] }));

it("freshness halves with each half-life, and the future is today", () => {
  const now = 1_000 * day;
  expect([0, 90, 180, -5].map((age) => freshnessOf(now - age * day, now, 90))).toEqual([1, 0.5, 0.25, 1]);
});

it("similarity is the weighted mean of the retrievers that answered", () => {
  expect(similarityOf({ text: 0.6, semantic: 0.2 })).toBeCloseTo(0.3);
  expect(similarityOf({ text: 0.6, semantic: null })).toBeCloseTo(0.6);
  expect(similarityOf({ text: 0, semantic: -0.5 })).toBe(0);
});

it("exact tokens stand before any score", () => {
  const [a, b] = [candidate("a", 0, 0.9, "a"), candidate("b", 0, 0.1, "b", { exactTokens: ["zx-1"] })];
  expect([a, b].sort(byRelevance)).toEqual([b, a]);
});

it("nearly the same text is one, the first; another that shares half of it is another", () => {
  const text = Array.from({ length: 60 }, (_, i) => `word${i}`).join(" ");
  const [a, b, c] = [
    candidate("a", 0, 0.9, text),
    candidate("b", 0, 0.8, `${text.toUpperCase()}!`),
    candidate("c", 0, 0.7, `${text} ${text}`.replaceAll("word1", "x")),
  ];
  expect(distinct([a, b, c])).toMatchObject([
    { candidate: a, duplicates: [b] },
    { candidate: c, duplicates: [] },
  ]);
});

describe("passages", () => {
  it("join neighbours without repeating what both have, also where one comes between", () => {
    const found = alone(
      candidate("a", 2, 0.9, "cc dd", { overlap: 2 }),
      candidate("a", 0, 0.8, "aa bb"),
      candidate("b", 1, 0.7, "other"),
      candidate("a", 1, 0.6, "bb cc", { overlap: 2 }),
    );
    const passages = passagesOf(found, 3, 1_000);
    expect(passages.map((p) => [p.first.chunk, p.last, p.text, p.best.score])).toEqual([
      [0, 2, "aa bb cc dd", 0.9],
      [1, 1, "other", 0.7],
    ]);
    expect(passages[0]!.tokens).toBe(3);
  });

  it("are at most k, within the budget, and the best is cut where nothing fits", () => {
    const long = "word ".repeat(100).trim();
    const found = alone(candidate("a", 0, 0.9, long), candidate("b", 0, 0.8, "short one"), candidate("c", 0, 0.7, "another"));
    expect(passagesOf(found, 2, 1_000).map((p) => p.best.entityId)).toEqual(["a", "b"]);
    expect(passagesOf(found, 3, 100).map((p) => p.best.entityId)).toEqual(["b", "c"]);
    expect(passagesOf(found, 3, 2).map((p) => p.best.entityId)).toEqual(["c"]);
    const [cut] = passagesOf(found.slice(0, 1), 3, 10);
    expect(cut).toMatchObject({ cut: true, text: Array(8).fill("word").join(" ") });
    expect(cut!.tokens).toBeLessThanOrEqual(10);
    expect(passagesOf([], 3, 10)).toEqual([]);
  });
});
