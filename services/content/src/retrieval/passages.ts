import type { Candidate } from "./candidate.ts";
import type { Distinct } from "./duplicates.ts";
import { estimateTokens } from "./score.ts";

/** Neighbouring chunks of one text, put together. */
export interface Passage {
  /** The best of its chunks: it tells how the passage was found and what it is worth. */
  readonly best: Candidate;
  readonly first: Candidate;
  /** Number of its last chunk. */
  readonly last: number;
  readonly text: string;
  readonly tokens: number;
  readonly duplicates: ReadonlyArray<Candidate>;
  readonly cut: boolean;
}

const separator = "\n\n";
/** Appends a chunk to the text before it, without what both have. */
const append = (before: string, { overlap, text }: Candidate): string =>
  overlap > 0 ? before + text.slice(overlap) : `${before}${separator}${text}`;
const textOf = (chunks: ReadonlyArray<Candidate>): string => chunks.slice(1).reduce(append, chunks[0]!.text);
const tokensOf = (chunks: ReadonlyArray<Candidate>): number => estimateTokens(textOf(chunks));

const cutTo = (text: string, tokens: number): string => {
  const start = text.slice(0, tokens * 4);
  const lastSpace = /\s+\S*$/.exec(start);
  return (lastSpace && lastSpace.index > 0 ? start.slice(0, lastSpace.index) : start).toWellFormed();
};

/** A passage to which chunks are still added. */
interface OpenPassage {
  /** In the order of the text. */
  readonly chunks: Candidate[];
  readonly best: Candidate;
  readonly duplicates: Candidate[];
}

/** The passage beside which a chunk stands in its text, with the chunks that it would then have; null = there is none. */
const extended = (passages: ReadonlyArray<OpenPassage>, c: Candidate): readonly [index: number, chunks: Candidate[]] | null => {
  for (const [index, { chunks }] of passages.entries()) {
    const [first, last] = [chunks[0]!, chunks.at(-1)!];
    if (first.entityId !== c.entityId) continue;
    if (c.chunk === last.chunk + 1) return [index, [...chunks, c]];
    if (c.chunk === first.chunk - 1) return [index, [c, ...chunks]];
  }
  return null;
};

const areNeighbours = (a: ReadonlyArray<Candidate>, b: ReadonlyArray<Candidate>): boolean =>
  a[0]!.entityId === b[0]!.entityId && (a.at(-1)!.chunk + 1 === b[0]!.chunk || b.at(-1)!.chunk + 1 === a[0]!.chunk);
const inOrder = (a: Candidate[], b: Candidate[]): Candidate[] => (a[0]!.chunk < b[0]!.chunk ? [...a, ...b] : [...b, ...a]);

/**
 * At most `k` passages within `budget` tokens, best first. A chunk that does not fit is skipped for smaller ones; where none fits, the best is
 * cut. A chunk between two passages joins the better one, and then the two are one.
 */
export const passagesOf = (found: ReadonlyArray<Distinct>, k: number, budget: number): ReadonlyArray<Passage> => {
  const passages: OpenPassage[] = [];
  let spent = 0;
  for (const { candidate, duplicates } of found) {
    const [index, joined] = extended(passages, candidate) ?? [passages.length, [candidate]];
    const old = passages[index];
    if (!old && passages.length >= k) break;
    const otherIndex = old ? passages.findIndex((p, i) => i !== index && areNeighbours(p.chunks, joined)) : -1;
    const other = passages[otherIndex];
    const chunks = other ? inOrder(joined, other.chunks) : joined;
    const more = tokensOf(chunks) - (old ? tokensOf(old.chunks) : 0) - (other ? tokensOf(other.chunks) : 0);
    if (spent + more > budget) continue;
    spent += more;
    passages[index] = {
      chunks,
      best: old?.best ?? candidate,
      duplicates: [...(old?.duplicates ?? []), ...(other?.duplicates ?? []), ...duplicates],
    };
    if (other) passages.splice(otherIndex, 1);
  }
  if (passages.length === 0 && found.length > 0) {
    const { candidate, duplicates } = found[0]!;
    const text = cutTo(candidate.text, budget);
    return [{ best: candidate, first: candidate, last: candidate.chunk, text, tokens: estimateTokens(text), duplicates, cut: true }];
  }
  return passages.map(({ chunks, best, duplicates }) => {
    const text = textOf(chunks);
    return { best, first: chunks[0]!, last: chunks.at(-1)!.chunk, text, tokens: estimateTokens(text), duplicates, cut: false };
  });
};
