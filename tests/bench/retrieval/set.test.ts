import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kinds, queriesFile, readDocuments, readQueries, splits } from "./set.ts";

const documents = readDocuments();
const queries = readQueries();
const repeated = (values: ReadonlyArray<string>): ReadonlyArray<string> => values.filter((v, i) => values.indexOf(v) !== i);

test("at least 300 documents of 50 to 200 words, none twice", () => {
  expect(documents.length).toBeGreaterThanOrEqual(300);
  expect(repeated(documents.map((d) => d.id))).toEqual([]);
  expect(repeated(documents.map((d) => d.text))).toEqual([]);
  const words = documents.map((d) => [d.id, d.text.split(/\s+/).length] as const);
  expect(words.filter(([, n]) => n < 50 || n > 200)).toEqual([]);
  expect([...new Set(documents.map((d) => d.category))].sort()).toEqual([
    "campaign_history",
    "competitor_intel",
    "market_trends",
    "product_docs",
  ]);
});

test("at least 120 queries, ten of each kind in either half, none twice", () => {
  expect(queries.length).toBeGreaterThanOrEqual(120);
  expect(repeated(queries.map((q) => q.text.toLowerCase()))).toEqual([]);
  for (const split of splits)
    for (const kind of kinds)
      expect(queries.filter((q) => q.split === split && q.kind === kind).length, `${split} ${kind}`).toBeGreaterThanOrEqual(10);
});

test("every label is a grade of a document that is there, and every query has an answer", () => {
  const ids = new Set(documents.map((d) => d.id));
  for (const { text, kind, grades } of queries) {
    expect(kinds, text).toContain(kind);
    for (const [id, grade] of grades) {
      expect(ids, `${text}: ${id}`).toContain(id);
      expect([1, 2, 3], `${text}: ${id}`).toContain(grade);
    }
    expect([...grades.values()], text).toContain(3);
  }
});

test("what an exact query asks for stands in the answer and, where it is told from near misses, in few others", () => {
  for (const { text, grades } of queries.filter((q) => q.kind === "exact")) {
    const holders = documents.filter((d) =>
      `${d.title} ${d.text}`
        .toLowerCase()
        .split(/[\s,;:()]+|\.(?:\s|$)/)
        .includes(text.toLowerCase()),
    );
    expect(holders.map((d) => d.id).sort(), text).toEqual(
      [...grades]
        .filter(([, g]) => g > 1)
        .map(([id]) => id)
        .sort(),
    );
  }
});

test("the held-out half is as it was when it was labelled", () => {
  const hash = createHash("sha256")
    .update(readFileSync(queriesFile("held-out")))
    .digest("hex");
  expect(hash, "a label of this half may be corrected, with the hash; weights are never tuned by it").toBe(
    "17926ffd689fd613b61470ed4585ab7d7446dab19722a0f9dc6033deba2e152f",
  );
});
