import { spaced } from "@marketing/shared/base/words";
import type { Candidate } from "./candidate.ts";

/** Words in a row that make a shingle. */
const shingleLength = 4;
/** Texts that share this part of their shingles are near-duplicates. */
const minSimilarity = 0.8;

const shinglesOf = (text: string): ReadonlySet<string> => {
  const words = spaced(text.toLowerCase()).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length <= shingleLength) return new Set([words.join(" ")]);
  return new Set(Array.from({ length: words.length - shingleLength + 1 }, (_, i) => words.slice(i, i + shingleLength).join(" ")));
};

/** Jaccard similarity of two texts' shingles, 0..1; 0 where their numbers alone rule out near-duplicates. */
const similarity = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  if (Math.min(a.size, b.size) < minSimilarity * Math.max(a.size, b.size)) return 0;
  let shared = 0;
  for (const shingle of a) if (b.has(shingle)) shared += 1;
  return shared / (a.size + b.size - shared);
};

export interface Distinct {
  readonly candidate: Candidate;
  /** Its near-duplicates, best first. */
  readonly duplicates: ReadonlyArray<Candidate>;
}

/** Takes candidates best first and gives them best first: each text once, together with its near-duplicates. */
export const distinct = (candidates: ReadonlyArray<Candidate>): ReadonlyArray<Distinct> => {
  const kept: { readonly candidate: Candidate; readonly shingles: ReadonlySet<string>; readonly duplicates: Candidate[] }[] = [];
  for (const candidate of candidates) {
    const shingles = shinglesOf(candidate.text);
    const first = kept.find((k) => similarity(k.shingles, shingles) >= minSimilarity);
    if (first) first.duplicates.push(candidate);
    else kept.push({ candidate, shingles, duplicates: [] });
  }
  return kept;
};
