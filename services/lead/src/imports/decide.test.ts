import { Result } from "effect";
import { describe, expect, it } from "vitest";
import { importDecider } from "./decide.ts";
import type { TakenPage } from "./events.ts";
import { isFinished, nextPage, totalOf } from "./state.ts";

const counts = { rows: 2, created: 1, updated: 0, ignored: 0, duplicates: 0, failed: 1 };
const page = (number: number, final = false, fingerprint = "f"): TakenPage => ({
  importId: "i",
  page: number,
  fingerprint,
  counts,
  errors: [],
  final,
  at: 1,
  addresses: [],
});

describe("an import", () => {
  it("records a page once: what the first one recorded stands", () => {
    const decide = (taken: TakenPage) => Result.getOrThrow(importDecider.decide({ type: "record_page", page: taken }, [page(0)]));
    expect(decide(page(0, false, "another"))).toEqual([]);
    expect(decide(page(1))).toEqual([{ type: "import_page_taken", data: page(1) }]);
  });
  it("goes on with the first page that is missing, in whatever order they were taken", () => {
    expect(nextPage([])).toBe(0);
    expect(nextPage([page(2), page(0)])).toBe(1);
    expect(nextPage([page(2), page(0), page(1)])).toBe(3);
  });
  it("is finished when all pages up to the last are there", () => {
    expect([[], [page(1, true)], [page(0)], [page(1, true), page(0)]].map(isFinished)).toEqual([false, false, false, true]);
  });
  it("adds up the counts of its pages", () => {
    expect(totalOf([page(0), page(1)])).toEqual({ rows: 4, created: 2, updated: 0, ignored: 0, duplicates: 0, failed: 2 });
  });
});
