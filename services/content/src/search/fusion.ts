/** What one leg of a search found: keys, best first, each once. */
export interface Ranking {
  readonly leg: "text" | "semantic";
  readonly keys: ReadonlyArray<string>;
}

export interface Fused {
  readonly key: string;
  /** Sum over the legs of weight / (k + rank). */
  readonly score: number;
}

/** Cormack, Clarke, Büttcher: Reciprocal Rank Fusion (SIGIR 2009); the greater k, the less the first places count. */
const k = 60;
const weights: Readonly<Record<Ranking["leg"], number>> = { text: 1, semantic: 1 };

/** Reciprocal rank fusion; `bonus` comes on top of it (whole numbers stand above any rank). Best first, ties by key. */
export const fuse = (rankings: ReadonlyArray<Ranking>, bonus: (key: string) => number): ReadonlyArray<Fused> => {
  const scores = new Map<string, number>();
  for (const { leg, keys } of rankings)
    keys.forEach((key, i) => {
      scores.set(key, (scores.get(key) ?? bonus(key)) + weights[leg] / (k + i + 1));
    });
  return [...scores]
    .map(([key, score]) => ({ key, score }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
};
