import { hostileTexts } from "./hostileTexts.ts";

// Whether work grows with the length of a text or faster. Most texts cost next to nothing, so each is tried once, by the clock, which says
// too much on a busy machine and never too little. What seems to cost is tried again, and what seems to grow too fast is measured exactly: by
// the computing time of this thread, which other work of the machine does not count in, repeated until its coarse unit does not matter.

/** Of 4n against n: 4 where the work is linear, 16 where it is quadratic. */
const mostGrowth = 9;
/** Growth by the clock from which on it is measured exactly. */
const suspiciousGrowth = 7;
/** Time below which a text is not looked at further, ms: quadratic work on the lengths that are tried takes many times as long. */
const negligibleMs = 4;
/** The system counts computing time in units of some milliseconds. */
const countableMs = 40;

type Work = (text: string) => unknown;

export interface Growth {
  readonly shape: string;
  /** Of n, 2n and 4n characters. */
  readonly ms: readonly [number, number, number];
}

const byClock = (work: Work, text: string): number => {
  const begin = performance.now();
  work(text);
  return performance.now() - begin;
};

const leastByClock = (work: Work, text: string): number => Math.min(...[1, 2, 3].map(() => byClock(work, text)));

const exactly = (work: Work, text: string): number => {
  const begin = process.threadCpuUsage();
  for (let times = 1; ; times++) {
    work(text);
    const { user, system } = process.threadCpuUsage(begin);
    if (user + system > countableMs * 1_000) return (user + system) / 1_000 / times;
  }
};

const measured = (measure: (work: Work, text: string) => number, work: Work, shape: string, length: number): Growth => {
  const make = hostileTexts.get(shape)!;
  const [n, two, four] = [4, 2, 1].map((part) => measure(work, make(Math.floor(length / part)))) as [number, number, number];
  return { shape, ms: [n, two, four] };
};

const grows = ({ ms: [n, , four] }: Growth, most: number): boolean => four > negligibleMs && four > most * n;

export interface Doubling {
  /** Of the text that costs most. */
  readonly worst: Growth;
  readonly superlinear: ReadonlyArray<Growth>;
}

/** Gives `work` every hostile text with a quarter, a half and all of `length` characters. */
export const doubling = (work: Work, length: number): Doubling => {
  const costs = [...hostileTexts].map(([shape, make]) => ({ shape, ms: byClock(work, make(length)) })).sort((a, b) => b.ms - a.ms);
  const suspects = costs
    .filter(({ ms }) => ms > negligibleMs)
    .map(({ shape }) => measured(leastByClock, work, shape, length))
    .filter((growth) => grows(growth, suspiciousGrowth));
  const superlinear = suspects.map(({ shape }) => measured(exactly, work, shape, length)).filter((growth) => grows(growth, mostGrowth));
  return { worst: measured(leastByClock, work, costs[0]!.shape, length), superlinear };
};
