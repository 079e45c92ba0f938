const day = 86_400_000;

/** What the legs say of a chunk; null = that leg did not answer at all. 0 = it answered and did not find it. */
export interface LegScores {
  /** 0..1 */
  readonly words: number | null;
  /** Cosine similarity. */
  readonly meaning: number | null;
}

/** The built-in embedder's similarities are small beside the words' scores; npm run bench -- retrieval tells what a weight is worth. */
const weights = { words: 0.25, meaning: 0.75 };

/** Weighted mean of the legs that answered, 0..1: the same for the same text, whatever else is found (a fusion of ranks is not). */
export const similarityOf = (scores: LegScores): number => {
  let [sum, weight] = [0, 0];
  for (const leg of ["words", "meaning"] as const) {
    const score = scores[leg];
    if (score === null) continue;
    sum += weights[leg] * Math.min(1, Math.max(0, score));
    weight += weights[leg];
  }
  return weight === 0 ? 0 : sum / weight;
};

/** 0.5 ^ (age / half-life); what was last updated in the future is of today. Times in ms. */
export const freshnessOf = (lastUpdated: number, now: number, halfLifeDays: number): number =>
  0.5 ** (Math.max(0, now - lastUpdated) / (halfLifeDays * day));

/** About a token every four characters, as English has it with the usual tokenizers. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);
