/** A place in what one leg of a search found. */
export interface Place {
  readonly key: string;
  /** What the leg makes of it. TEXT: 0..1; semantic: cosine similarity. */
  readonly score: number;
}

/** Best first, each key once. */
export interface Ranking {
  readonly leg: "text" | "semantic";
  readonly places: ReadonlyArray<Place>;
}

export interface Fused {
  readonly key: string;
  readonly score: number;
}

/** Cormack, Clarke, Büttcher: Reciprocal Rank Fusion (SIGIR 2009); the greater k, the less the first places count. */
const k = 60;

/**
 * What a place weighs, 0..1. The words' score is comparable from query to query: where little of the query is there (a typing error, other words),
 * their ranks count for little. Similarities are not comparable between models: those of a query are measured by its best.
 */
const weightOf = ({ leg, places }: Ranking, score: number): number =>
  leg === "text" ? score : Math.max(0, score) / Math.max(places[0]!.score, Number.MIN_VALUE);

/**
 * Reciprocal rank fusion, each place weighed by its score: sum over the legs of weight / (60 + rank). `bonus` comes on top (whole numbers stand
 * above any rank). Best first, ties by key. npm run bench -- retrieval compares it with either leg alone.
 */
export const fuse = (rankings: ReadonlyArray<Ranking>, bonus: (key: string) => number): ReadonlyArray<Fused> => {
  const scores = new Map<string, number>();
  for (const ranking of rankings)
    ranking.places.forEach(({ key, score }, i) => {
      scores.set(key, (scores.get(key) ?? bonus(key)) + weightOf(ranking, score) / (k + i + 1));
    });
  return [...scores]
    .map(([key, score]) => ({ key, score }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
};
