import type { Retriever } from "./knowledgeQuery.ts";

/** One item of what a retriever found. */
export interface ScoredItem {
  readonly key: string;
  /** The retriever's own. Text: 0..1; semantic: cosine similarity. */
  readonly score: number;
}

export interface Ranking {
  readonly retriever: Retriever;
  /** Best first, each key once. */
  readonly items: ReadonlyArray<ScoredItem>;
}

/** The constant of Cormack, Clarke, Büttcher: Reciprocal Rank Fusion (SIGIR 2009). The greater it is, the less the first ranks count. */
const k = 60;

/**
 * What an item weighs, 0..1. The text retriever's scores are comparable from query to query: where little of the query is there (a typing
 * error, other words), its ranks count for little. Similarities are not comparable between models: they are measured by the query's best.
 */
const weightOf = ({ retriever, items }: Ranking, score: number): number =>
  retriever === "text" ? score : Math.max(0, score) / Math.max(items[0]!.score, Number.MIN_VALUE);

/**
 * Reciprocal rank fusion, each item weighed by its score: sum over the retrievers of weight / (60 + rank). `bonus` is added (whole numbers stand
 * above any rank). Best first, ties by key. npm run bench -- retrieval compares it with each retriever alone.
 */
export const fuse = (rankings: ReadonlyArray<Ranking>, bonus: (key: string) => number): ReadonlyArray<ScoredItem> => {
  const scores = new Map<string, number>();
  for (const ranking of rankings)
    ranking.items.forEach(({ key, score }, i) => {
      scores.set(key, (scores.get(key) ?? bonus(key)) + weightOf(ranking, score) / (k + i + 1));
    });
  return [...scores]
    .map(([key, score]) => ({ key, score }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
};
