/** Repeatable noise, -1..1; one stream a seed. */
const noise = (seed: number): (() => number) => {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
};

const topics = 64;

/**
 * Vectors of length 1 that lie as embeddings do: all share a direction, many a topic, so that similarities are high and close to
 * each other. The same for the same `n`, in any process.
 */
export const embeddingLike = (dimension: number): ((n: number, out: Float32Array) => void) => {
  const directions = Array.from({ length: topics + 1 }, (_, topic) => Float32Array.from({ length: dimension }, noise(-1 - topic)));
  return (n, out) => {
    const random = noise(n);
    const common = directions[topics]!;
    const topic = directions[Math.floor(Math.abs(random()) * topics)]!;
    let squares = 0;
    for (let i = 0; i < dimension; i++) {
      const value = 0.8 * common[i]! + 0.5 * topic[i]! + random();
      out[i] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares);
    for (let i = 0; i < dimension; i++) out[i]! /= length;
  };
};

/** Queries are numbered from here on, so that none is among what is searched. */
export const firstQuery = 1_000_000_000;
