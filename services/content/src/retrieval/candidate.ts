import type { FoundLeg } from "../search/hybridSearch.ts";

/** A chunk that was found, with all that ranks and cites it. Times are ms since 1970. */
export interface Candidate {
  readonly entityId: string;
  readonly kind: "document" | "content";
  readonly version: number;
  readonly chunk: number;
  readonly title: string | null;
  readonly uri: string | null;
  readonly source: string;
  readonly category: string | null;
  readonly tags: ReadonlyArray<string>;
  readonly lastUpdated: number;
  readonly headings: ReadonlyArray<string>;
  readonly text: string;
  /** Characters at the begin that end the chunk before, too. */
  readonly overlap: number;
  readonly legs: ReadonlyArray<FoundLeg>;
  readonly exact: ReadonlyArray<string>;
  readonly similarity: number;
  readonly freshness: number;
  /** similarity * freshness */
  readonly score: number;
}

/** Exact tokens first, then by score; ties by place. */
export const better = (a: Candidate, b: Candidate): number =>
  b.exact.length - a.exact.length ||
  b.score - a.score ||
  (a.entityId < b.entityId ? -1 : a.entityId > b.entityId ? 1 : 0) ||
  a.chunk - b.chunk;
