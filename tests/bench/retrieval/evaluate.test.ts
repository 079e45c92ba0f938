import { expect, test } from "vitest";
import { advantagesOf, type Mode, type ModeOutcome, modes } from "./evaluate.ts";
import type { Quality } from "./metrics.ts";
import { embeddersOf } from "./table.ts";

const outcome = (mode: Mode, dev: Quality, heldOut: Quality): ModeOutcome => ({
  mode,
  overall: { dev, "held-out": heldOut },
  byKind: {} as ModeOutcome["byKind"],
  latency: { p50: 1, p95: 1 },
});
const quality = (ndcg: number, recall: number): Quality => ({ ndcg, recall, mrr: 0 });

test("HYBRID is held against the better leg of each figure and half", () => {
  const figures: Record<Mode, readonly [Quality, Quality]> = {
    TEXT: [quality(0.2, 0.8), quality(0.6, 0.6)],
    SEMANTIC: [quality(0.4, 0.4), quality(0.3, 0.3)],
    HYBRID: [quality(0.6, 0.6), quality(0.6, 0.3)],
    RETRIEVE: [quality(1, 1), quality(1, 1)],
  };
  expect(advantagesOf(modes.map((mode) => outcome(mode, ...figures[mode]))).map((a) => Number(a.ratio.toFixed(6)))).toEqual([
    1.5, 0.75, 1, 0.5,
  ]);
});

test("the local embedder is always measured, an endpoint's where there is one", () => {
  expect(embeddersOf(undefined, {})).toEqual(["local-lexical-v2-1536"]);
  expect(embeddersOf(undefined, { EMBEDDING_BASE_URL: "http://x", EMBEDDING_MODEL: "m" })).toEqual(["local-lexical-v2-1536", "m"]);
  expect(embeddersOf(["n"], { EMBEDDING_BASE_URL: "http://x" })).toEqual(["n"]);
});
