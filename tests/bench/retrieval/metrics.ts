/** How much each document answers a query: 3 the answer, 2 answers in part, 1 touches it; what is not named, 0. */
export type Grades = ReadonlyMap<string, number>;

/** Means over queries, 0..1 each. */
export interface Quality {
  readonly ndcg: number;
  readonly recall: number;
  readonly mrr: number;
}

const depth = 10;
/** From this grade on a document is an answer, for the reciprocal rank. */
const answers = 2;

const gain = (grade: number, rank: number): number => (2 ** grade - 1) / Math.log2(rank + 2);
const sum = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0);

/** Normalised discounted cumulative gain of the first ten: gain 2^grade - 1, discount log2(rank + 1). A document that comes twice counts once. */
export const ndcgOf = (found: ReadonlyArray<string>, grades: Grades): number => {
  const ideal = [...grades.values()].sort((a, b) => b - a).slice(0, depth);
  const best = sum(ideal.map(gain));
  const seen = new Set<string>();
  const got = found.slice(0, depth).map((id, rank) => {
    const first = !seen.has(id);
    seen.add(id);
    return first ? gain(grades.get(id) ?? 0, rank) : 0;
  });
  return best === 0 ? 0 : sum(got) / best;
};

/** Share of the documents with any grade that are among the first ten. */
export const recallOf = (found: ReadonlyArray<string>, grades: Grades): number => {
  const relevant = [...grades].filter(([, grade]) => grade > 0).map(([id]) => id);
  const top = new Set(found.slice(0, depth));
  return relevant.length === 0 ? 0 : relevant.filter((id) => top.has(id)).length / Math.min(depth, relevant.length);
};

/** 1 / the rank of the first answer among the first ten; 0 = none. */
export const reciprocalRankOf = (found: ReadonlyArray<string>, grades: Grades): number => {
  const rank = found.slice(0, depth).findIndex((id) => (grades.get(id) ?? 0) >= answers);
  return rank < 0 ? 0 : 1 / (rank + 1);
};

export const qualityOf = (results: ReadonlyArray<{ readonly found: ReadonlyArray<string>; readonly grades: Grades }>): Quality => {
  const mean = (of: (found: ReadonlyArray<string>, grades: Grades) => number): number =>
    sum(results.map((r) => of(r.found, r.grades))) / results.length;
  return { ndcg: mean(ndcgOf), recall: mean(recallOf), mrr: mean(reciprocalRankOf) };
};
