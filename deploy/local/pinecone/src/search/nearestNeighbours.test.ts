import { expect, it } from "vitest";
import { createNamespace } from "../index/namespace.ts";
import { createDenseVectors } from "./denseVectors.ts";
import { type Metric, metrics } from "./metric.ts";
import { nearestNeighbours } from "./nearestNeighbours.ts";

/** Repeatable noise, -1..1. */
const noise = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
};

const plain = (metric: Metric, query: Float32Array, values: Float32Array): number => {
  let [dot, a, b, apart] = [0, 0, 0, 0];
  for (const [i, x] of query.entries()) {
    const y = values[i]!;
    dot += x * y;
    a += x * x;
    b += y * y;
    apart += (x - y) ** 2;
  }
  return metric === "euclidean" ? -apart : metric === "dotproduct" ? dot : a * b === 0 ? 0 : dot / Math.sqrt(a * b);
};

/** Vectors on which a coarse first look goes wrong: near-copies of one, spikes, tiny and huge ones, zeros. */
const vectors = (count: number, dimension: number, seed: number): Float32Array[] => {
  const random = noise(seed);
  const centre = Float32Array.from({ length: dimension }, random);
  return Array.from({ length: count }, (_, n) => {
    if (n % 5 === 0) return centre.map((x) => x + random() * 1e-4);
    if (n % 5 === 1) return Float32Array.from({ length: dimension }, () => random() ** 9 * 1e4);
    if (n % 5 === 2) return Float32Array.from({ length: dimension }, () => random() * 1e-6);
    if (n % 40 === 3) return new Float32Array(dimension);
    return Float32Array.from({ length: dimension }, random);
  });
};

it.each(metrics.flatMap((metric) => [1, 3, 32, 100].map((dimension) => [metric, dimension] as const)))(
  "finds under %s in %i dimensions what a plain loop finds",
  async (metric, dimension) => {
    const all = vectors(700, dimension, dimension);
    const dense = createDenseVectors(dimension);
    for (const [row, values] of all.entries()) dense.write(row, values);
    for (const query of [all[0]!, all[1]!, ...vectors(4, dimension, 99)])
      for (const matches of [undefined, (row: number) => row % 7 === 2])
        for (const topK of [1, 10, 700]) {
          const scores = all.map((values) => plain(metric, query, values));
          const wanted = [...scores.keys()].filter((row) => matches?.(row) ?? true).sort((a, b) => scores[b]! - scores[a]!);
          const found = await nearestNeighbours({ vectors: dense, count: all.length, query, metric, topK, matches });
          const mine = new Map(found.map(({ row, similarity }) => [row, similarity]));
          for (const row of wanted.slice(0, topK)) {
            // Rows that tie to the last digit may change places; none may be missing.
            expect(mine.get(row)).toBeDefined();
            expect(Math.abs(mine.get(row)! - scores[row]!)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(scores[row]!)));
          }
          if (matches) expect(found.every(({ row }) => matches(row))).toBe(true);
        }
    dense.truncate(0);
  },
);

it("keeps every id on its own values while others come and go", async () => {
  const random = noise(7);
  const namespace = createNamespace(4, undefined);
  const model = new Map<string, Float32Array>();
  for (let step = 0; step < 3_000; step++) {
    const id = `v${Math.floor((random() + 1) * 150)}`;
    const row = namespace.rowOf(id);
    if (step % 3 === 0 && row !== undefined) {
      namespace.remove(row);
      model.delete(id);
    } else {
      const values = Float32Array.from({ length: 4 }, random);
      namespace.upsert({ id, values, metadata: { id } });
      model.set(id, values);
    }
  }
  expect(namespace.count()).toBe(model.size);
  expect(namespace.sortedIds()).toEqual([...model.keys()].sort());
  for (const [id, values] of model) {
    const row = namespace.rowOf(id)!;
    expect(namespace.dense!.read(row)).toEqual(values);
    expect(namespace.metadataOf(row)).toEqual({ id });
    const [best] = (
      await nearestNeighbours({ vectors: namespace.dense!, count: namespace.count(), query: values, metric: "euclidean", topK: 1 })
    ).sort((a, b) => b.similarity - a.similarity);
    expect(namespace.idOf(best!.row)).toBe(id);
  }
});
