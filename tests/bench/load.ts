import type { Sample } from "./contender.ts";

/** p50, p99 and the largest of some milliseconds; NaN when nothing was measured, which reaches no goal. Sorts its argument. */
export const percentiles = (milliseconds: number[]): NonNullable<Sample["latency"]> => {
  const sorted = Float64Array.from(milliseconds).sort();
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
};

/**
 * A closed loop: `callers` of them each begin the next call when the last one ended, until `seconds` have passed.
 * `call` returns how many events it appended. The clock stops with the last acknowledgement.
 */
export const closedLoop = async (
  callers: number,
  seconds: number,
  call: (caller: number) => Promise<number>,
): Promise<Required<Pick<Sample, "count" | "seconds" | "latency">>> => {
  const latencies: number[] = [];
  let count = 0;
  const start = performance.now();
  const end = start + seconds * 1_000;
  const one = async (caller: number): Promise<void> => {
    for (let now = performance.now(); now < end; ) {
      const done = await call(caller);
      count += done; // not in one expression: it would read `count` before the call and lose what others added meanwhile
      const after = performance.now();
      latencies.push(after - now);
      now = after;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => one(caller)));
  return { count, seconds: (performance.now() - start) / 1_000, latency: percentiles(latencies) };
};

/** Runs `work` over `items`, at most `width` at a time, in order of the items. */
export const inParallel = async <A>(items: ReadonlyArray<A>, width: number, work: (item: A) => Promise<void>): Promise<void> => {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, one));
};

/** `total` made things in arrays of `size`. */
export const inBatches = <A>(total: number, size: number, make: () => A): A[][] =>
  Array.from({ length: Math.ceil(total / size) }, (_, i) => Array.from({ length: Math.min(size, total - i * size) }, make));

/** An open loop: `rate` calls a second begin on time, whether the earlier ones have ended or not. Resolves when all have ended. */
export const openLoop = async (rate: number, seconds: number, call: (n: number) => Promise<void>): Promise<void> => {
  const start = performance.now();
  const total = Math.round(rate * seconds);
  const pending = new Set<Promise<void>>();
  for (let n = 0; n < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1_000) * rate) + 1);
    for (; n < due; n++) {
      const one = call(n).finally(() => pending.delete(one));
      pending.add(one);
    }
    await new Promise((r) => setTimeout(r, 1));
  }
  await Promise.all(pending);
};
