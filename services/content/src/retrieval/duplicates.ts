import type { Candidate } from "./candidate.ts";

/** Words in a row that are compared, and which share of them makes two texts nearly the same. */
const run = 4;
const same = 0.8;

const shinglesOf = (text: string): ReadonlySet<string> => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length <= run) return new Set([words.join(" ")]);
  return new Set(Array.from({ length: words.length - run + 1 }, (_, i) => words.slice(i, i + run).join(" ")));
};

/** Jaccard similarity of the runs of four words of two texts, 0..1. */
const resemblance = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  if (Math.min(a.size, b.size) < same * Math.max(a.size, b.size)) return 0;
  let both = 0;
  for (const shingle of a) if (b.has(shingle)) both += 1;
  return both / (a.size + b.size - both);
};

export interface Distinct {
  readonly candidate: Candidate;
  /** Those that say nearly the same, best first. */
  readonly duplicates: ReadonlyArray<Candidate>;
}

/** Best first in, best first out: each text once, and with it those that repeat it. */
export const distinct = (candidates: ReadonlyArray<Candidate>): ReadonlyArray<Distinct> => {
  const kept: { readonly candidate: Candidate; readonly shingles: ReadonlySet<string>; readonly duplicates: Candidate[] }[] = [];
  for (const candidate of candidates) {
    const shingles = shinglesOf(candidate.text);
    const first = kept.find((k) => resemblance(k.shingles, shingles) >= same);
    if (first) first.duplicates.push(candidate);
    else kept.push({ candidate, shingles, duplicates: [] });
  }
  return kept;
};
