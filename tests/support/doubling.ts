import { hostileTexts } from "./hostileTexts.ts";

// Whether work grows with the length of a text or faster. What is measured is the computing time of this thread, so other work of the machine
// does not count; the least of several measurements, so that what the machine's other work does to caches does not count either.

/** Of 4n against n: 4 where the work is linear, 16 where it is quadratic. */
const mostGrowth = 9;
/** Computing time below which nobody waits, ms. A text that costs less at its full length is not looked at further. */
const negligibleMs = 40;

export interface Growth {
  readonly shape: string;
  /** Computing time of n, 2n and 4n characters, ms. */
  readonly ms: readonly [number, number, number];
}

const cost = (work: (text: string) => unknown, text: string): number => {
  const before = process.threadCpuUsage();
  work(text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
};

const leastCost = (work: (text: string) => unknown, text: string, times: number): number =>
  Math.min(...Array.from({ length: times }, () => cost(work, text)));

const isSuperlinear = ({ ms: [n, , four] }: Growth): boolean => four > negligibleMs && four > mostGrowth * Math.max(n, 0.1);

const measured = (work: (text: string) => unknown, shape: string, length: number, times: number): Growth => {
  const make = hostileTexts.get(shape)!;
  const [n, two, four] = [4, 2, 1].map((part) => leastCost(work, make(Math.floor(length / part)), times)) as [number, number, number];
  return { shape, ms: [n, two, four] };
};

export interface Doubling {
  /** Of the text that costs most. */
  readonly worst: Growth;
  readonly superlinear: ReadonlyArray<Growth>;
}

/** Gives `work` every hostile text with a quarter, a half and all of `length` characters. */
export const doubling = (work: (text: string) => unknown, length: number): Doubling => {
  const costs = [...hostileTexts].map(([shape, make]) => ({ shape, ms: cost(work, make(length)) })).sort((a, b) => b.ms - a.ms);
  const suspects = costs.filter(({ ms }) => ms > negligibleMs).map(({ shape }) => measured(work, shape, length, 1));
  // what seems to grow too fast is measured again, and again: once is chance
  const superlinear = suspects.filter(isSuperlinear).flatMap(({ shape }) => [measured(work, shape, length, 5)].filter(isSuperlinear));
  return { worst: measured(work, costs[0]!.shape, length, 3), superlinear };
};
