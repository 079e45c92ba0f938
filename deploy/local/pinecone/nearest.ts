import { breather } from "./breather.ts";
import { type Chunk, chunkRows, type DenseRows } from "./denseRows.ts";
import { allocate, arena, release, scan } from "./kernel.ts";
import { createLowest } from "./lowest.ts";
import { type Metric, similarity } from "./metric.ts";

export interface Found {
  readonly row: number;
  /** Greater is nearer, whatever the metric. */
  readonly similarity: number;
}

export interface Search {
  readonly rows: DenseRows;
  readonly count: number;
  readonly query: Float32Array;
  readonly metric: Metric;
  readonly topK: number;
  /** Asked before a row is scored. */
  readonly matches?: ((row: number) => boolean) | undefined;
  /** Added to the dot product: the part of a sparse vector. */
  readonly more?: ((row: number) => number) | undefined;
}

export const lengthOf = (values: Float32Array): number => Math.sqrt(exactDot(values, values));

/** In double precision and always in the same order, so that equal vectors have equal scores. */
export const exactDot = (a: Float32Array, b: Float32Array): number => {
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

const exactSimilarity = (metric: Metric, query: Float32Array, length: number, values: Float32Array, extra: number): number => {
  if (metric !== "euclidean")
    return similarity(metric, exactDot(values, query) + extra, length, metric === "cosine" ? lengthOf(values) : 0);
  // From the differences: 2·dot - |a|² - |b|² loses what is small.
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += (query[i]! - values[i]!) ** 2;
  return -sum;
};

interface Query16 {
  readonly address: number;
  readonly bytes: number;
  readonly scale: number;
  /** Length of what the 16-bit numbers leave out. */
  readonly error: number;
}

/** The query as 16-bit numbers in the arena, as large as the sums of a row allow. */
const place = (query: Float32Array, stride: number): Query16 => {
  const most = Math.min(32_767, Math.floor(2 ** 31 / (128 * stride)) - 1);
  const largest = query.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const scale = largest / most;
  const bytes = stride * 2;
  const address = allocate(bytes);
  const numbers = new Int16Array(arena().buffer, address, stride).fill(0);
  let rest = 0;
  for (let i = 0; i < query.length; i++) {
    const number = scale === 0 ? 0 : Math.round(query[i]! / scale);
    numbers[i] = number;
    rest += (query[i]! - scale * number) ** 2;
  }
  return { address, bytes, scale, error: Math.sqrt(rest) };
};

/**
 * The `topK` nearest rows, exactly. First every row's dot product is taken from its 8-bit codes; by Cauchy-Schwarz it is off by no
 * more than |rest of the row|·|query| + |codes|·|rest of the query|, so that only rows whose upper bound reaches the topK-th lower
 * bound can be among the nearest; those are scored in full. In no order. Lets others run every few milliseconds.
 */
export const nearest = async ({ rows, count, query, metric, topK, matches, more }: Search): Promise<Found[]> => {
  const length = lengthOf(query);
  const query16 = place(query, rows.stride);
  const out = allocate(chunkRows * 4);
  const lowest = createLowest(topK);
  const candidates: number[] = [];
  const bounds: number[] = [];
  const breathe = breather();
  const consider = ({ codes, scale, error, norm }: Chunk, first: number, here: number): void => {
    let any = matches === undefined;
    const chosen = new Uint8Array(here);
    if (matches)
      for (let slot = 0; slot < here; slot++) {
        if (!matches(first + slot)) continue;
        chosen[slot] = 1;
        any = true;
      }
    if (!any) return;
    scan(codes, here, rows.stride, query16.address, out);
    const dots = new Int32Array(arena().buffer, out, here);
    for (let slot = 0; slot < here; slot++) {
      if (matches && chosen[slot] === 0) continue;
      const size = norm[slot]!;
      const dot = scale[slot]! * query16.scale * dots[slot]!;
      // The last term is far more than double precision loses on the way.
      const off = error[slot]! * length + (size + error[slot]!) * query16.error + 1e-9 * size * length;
      const extra = more ? more(first + slot) : 0;
      const high = similarity(metric, dot + off + extra, length, size);
      if (high < lowest.bar()) continue;
      candidates.push(first + slot);
      bounds.push(high);
      lowest.offer(similarity(metric, dot - off + extra, length, size));
    }
  };
  try {
    for (let chunk = 0, first = 0; first < count; chunk++, first += chunkRows) {
      consider(rows.chunks[chunk]!, first, Math.min(chunkRows, count - first));
      if (breathe.due()) await breathe.pause();
    }
    const found: Found[] = [];
    for (const [i, row] of candidates.entries()) {
      if (bounds[i]! < lowest.bar()) continue;
      found.push({ row, similarity: exactSimilarity(metric, query, length, rows.read(row), more ? more(row) : 0) });
      if (breathe.due()) await breathe.pause();
    }
    return found;
  } finally {
    release(query16.address, query16.bytes);
    release(out, chunkRows * 4);
  }
};
