import { type ExactQuery, exactQueryOf } from "./exactTokens.ts";
import type { Term } from "./websearch.ts";

/** Null filters nothing. Times as ISO 8601. From `campaign_id` on the fields are for contents alone. */
export interface KnowledgeFilter {
  readonly kind: "content" | "document" | null;
  readonly source?: string | null;
  readonly category?: string | null;
  readonly tags?: ReadonlyArray<string> | null;
  readonly content_types?: ReadonlyArray<string> | null;
  readonly language: string | null;
  readonly updated_from?: string | null;
  /** What must not be in it, joined by "or". */
  readonly none?: string | null;
  readonly campaign_id?: string | null;
  readonly state?: string | null;
  readonly generated_by?: string | null;
  readonly created_from?: string | null;
  readonly created_until?: string | null;
  readonly metadata?: object | null;
}

/** A query as all retrievers take it. */
export interface KnowledgeQuery {
  readonly text: string;
  readonly terms: ReadonlyArray<Term>;
  readonly exact: ExactQuery;
}

export const queryOf = (text: string, terms: ReadonlyArray<Term>): KnowledgeQuery => ({ text, terms, exact: exactQueryOf(terms) });

/** A chunk that a retriever has found. */
export interface Match {
  readonly entityId: string;
  readonly chunk: number;
  /** Text: how much of the query is there, 0..1. Semantic: cosine similarity. */
  readonly score: number;
  /** The terms of the query that are there; the semantic retriever does not tell. */
  readonly terms: ReadonlyArray<string>;
}

export type Retriever = "text" | "semantic";

/** A match, and its place among those of its retriever. */
export interface RankedMatch extends Match {
  readonly retriever: Retriever;
  /** From 1. */
  readonly rank: number;
}
