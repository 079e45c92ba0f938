import type { CreateContender } from "../contender.ts";
import { embeddingLike, firstQuery } from "../embeddingLike.ts";
import { percentiles } from "../load.ts";

const dot = (all: Float32Array, from: number, query: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += all[from + i]! * query[i]!;
  return sum;
};

/** A loop over one typed array in the caller's own process, no server and no filter: the least that exact search has to do. */
export const create: CreateContender = async (_, { vectors = 100_000, dimension = 1_536 }) => {
  const all = new Float32Array(vectors * dimension);
  const make = embeddingLike(dimension);
  for (let n = 0; n < vectors; n++) make(n, all.subarray(n * dimension, (n + 1) * dimension));
  const topTen = (query: Float32Array): number[] => {
    const best: { row: number; score: number }[] = [];
    for (let row = 0; row < vectors; row++) {
      const score = dot(all, row * dimension, query);
      if (best.length === 10 && score <= best[9]!.score) continue;
      if (best.length === 10) best.pop();
      best.splice(best.findIndex((other) => other.score < score) >>> 0, 0, { row, score });
    }
    return best.map(({ row }) => row);
  };
  let next = firstQuery;
  let short = 0;
  return {
    run: async ({ queries = 30 }) => {
      const latencies: number[] = [];
      const query = new Float32Array(dimension);
      const start = performance.now();
      for (let n = 0; n < queries; n++) {
        make(next++, query);
        const before = performance.now();
        if (topTen(query).length !== 10) short += 1;
        latencies.push(performance.now() - before);
      }
      return { count: queries, seconds: (performance.now() - start) / 1_000, latency: percentiles(latencies) };
    },
    check: async () => (short === 0 ? [] : [`${short} searches found fewer than ten`]),
    close: async () => undefined,
  };
};
