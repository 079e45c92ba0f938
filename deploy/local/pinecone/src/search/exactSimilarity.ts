import { type Metric, similarity } from "./metric.ts";

/** In double precision and always in the same order, so that equal vectors have equal scores. */
const dotProduct = (a: Float32Array, b: Float32Array): number => {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = a.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (let i = whole; i < a.length; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
};

export const normOf = (values: Float32Array): number => Math.sqrt(dotProduct(values, values));

/** `sparseScore` is added to the dot product. */
export const exactSimilarity = (
  metric: Metric,
  query: Float32Array,
  queryNorm: number,
  values: Float32Array,
  sparseScore: number,
): number => {
  if (metric !== "euclidean")
    return similarity(metric, dotProduct(values, query) + sparseScore, queryNorm, metric === "cosine" ? normOf(values) : 0);
  // From the differences, because 2·dot - |a|² - |b|² cancels out the digits of a small distance.
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += (query[i]! - values[i]!) ** 2;
  return -sum;
};
