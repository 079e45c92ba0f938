import type { Candidate } from "./candidate.ts";
import type { Distinct } from "./duplicates.ts";
import { tokensOf } from "./score.ts";

/** Chunks in a row of one text, put together. */
export interface Passage {
  /** The best of its chunks: it says how the passage was found and what it is worth. */
  readonly best: Candidate;
  readonly first: Candidate;
  readonly last: number;
  readonly text: string;
  readonly tokens: number;
  readonly duplicates: ReadonlyArray<Candidate>;
  readonly cut: boolean;
}

const between = "\n\n";
/** `after` goes on where `before` ends, without what both have. */
const joined = (before: string, after: Candidate): string =>
  after.overlap > 0 ? before + after.text.slice(after.overlap) : `${before}${between}${after.text}`;

interface Growing {
  /** In the order of the text. */
  readonly chunks: Candidate[];
  readonly best: Candidate;
  readonly duplicates: Candidate[];
}
const textOf = (chunks: ReadonlyArray<Candidate>): string => chunks.slice(1).reduce(joined, chunks[0]!.text);

const cutTo = (text: string, tokens: number): string => {
  const whole = text.slice(0, tokens * 4);
  const space = /\s+\S*$/.exec(whole);
  return (space && space.index > 0 ? whole.slice(0, space.index) : whole).toWellFormed();
};

/** Which of the passages a chunk goes on with, as it would then be. */
const grown = (passages: ReadonlyArray<Growing>, c: Candidate): readonly [at: number, chunks: Candidate[]] | null => {
  const beside = passages.flatMap((p, at): ReadonlyArray<readonly [number, Candidate[]]> => {
    const [first, last] = [p.chunks[0]!, p.chunks.at(-1)!];
    if (first.entityId !== c.entityId) return [];
    if (c.chunk === last.chunk + 1) return [[at, [...p.chunks, c]]];
    return c.chunk === first.chunk - 1 ? [[at, [c, ...p.chunks]]] : [];
  });
  return beside[0] ?? null;
};

/**
 * At most `k` passages within `budget` tokens, best first. What does not fit is passed over for what is smaller; where nothing fits, the best
 * is cut. A chunk between two passages joins the better one, and then the two are one.
 */
export const passagesOf = (found: ReadonlyArray<Distinct>, k: number, budget: number): ReadonlyArray<Passage> => {
  const passages: Growing[] = [];
  let spent = 0;
  for (const { candidate, duplicates } of found) {
    const [at, chunks] = grown(passages, candidate) ?? [passages.length, [candidate]];
    const old = passages[at];
    if (!old && passages.length >= k) break;
    const other = old ? passages.findIndex((p, i) => i !== at && touches(p.chunks, chunks)) : -1;
    const whole = other < 0 ? chunks : inOrder(chunks, passages[other]!.chunks);
    const before = (old ? tokensOf(textOf(old.chunks)) : 0) + (other < 0 ? 0 : tokensOf(textOf(passages[other]!.chunks)));
    const more = tokensOf(textOf(whole)) - before;
    if (spent + more > budget) continue;
    spent += more;
    passages[at] = {
      chunks: whole,
      best: old?.best ?? candidate,
      duplicates: [...(old?.duplicates ?? []), ...(other < 0 ? [] : passages[other]!.duplicates), ...duplicates],
    };
    if (other >= 0) passages.splice(other, 1);
  }
  if (passages.length === 0 && found.length > 0) {
    const { candidate, duplicates } = found[0]!;
    const text = cutTo(candidate.text, budget);
    return [{ best: candidate, first: candidate, last: candidate.chunk, text, tokens: tokensOf(text), duplicates, cut: true }];
  }
  return passages.map(({ chunks, best, duplicates }) => {
    const text = textOf(chunks);
    return { best, first: chunks[0]!, last: chunks.at(-1)!.chunk, text, tokens: tokensOf(text), duplicates, cut: false };
  });
};

const touches = (a: ReadonlyArray<Candidate>, b: ReadonlyArray<Candidate>): boolean =>
  a[0]!.entityId === b[0]!.entityId && (a.at(-1)!.chunk + 1 === b[0]!.chunk || b.at(-1)!.chunk + 1 === a[0]!.chunk);
const inOrder = (a: Candidate[], b: Candidate[]): Candidate[] => (a[0]!.chunk < b[0]!.chunk ? [...a, ...b] : [...b, ...a]);
