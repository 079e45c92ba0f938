import type { Category, KnowledgeSource } from "../knowledge/events.ts";
import type { RankedMatch } from "../search/knowledgeQuery.ts";

/** A chunk that was found, with everything by which it is ranked and cited. Times are ms since 1970. */
export interface Candidate {
  readonly entityId: string;
  readonly kind: "document" | "content";
  readonly version: number;
  readonly chunk: number;
  readonly title: string | null;
  readonly uri: string | null;
  readonly source: KnowledgeSource;
  readonly category: Category | null;
  readonly tags: ReadonlyArray<string>;
  readonly lastUpdated: number;
  readonly headings: ReadonlyArray<string>;
  readonly text: string;
  /** So many characters at its begin are the end of the chunk before, too. */
  readonly overlap: number;
  /** Of each retriever that found it. */
  readonly matches: ReadonlyArray<RankedMatch>;
  /** Those of the query that it holds. */
  readonly exactTokens: ReadonlyArray<string>;
  readonly similarity: number;
  readonly freshness: number;
  /** similarity * freshness */
  readonly score: number;
}

/** Order of relevance, best first: more exact tokens, then the higher score; ties by place. */
export const byRelevance = (a: Candidate, b: Candidate): number =>
  b.exactTokens.length - a.exactTokens.length ||
  b.score - a.score ||
  (a.entityId < b.entityId ? -1 : a.entityId > b.entityId ? 1 : 0) ||
  a.chunk - b.chunk;
