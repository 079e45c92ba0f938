const day = 86_400_000;

/** What the legs say of a chunk; null = that leg did not answer at all. 0 = it answered and did not find it. */
export interface LegScores {
  /** 0..1 */
  readonly words: number | null;
  /** Cosine similarity. */
  readonly meaning: number | null;
}

/** Mean of the legs that answered, 0..1: the same for the same text, whatever else is found (a fusion of ranks is not). */
export const similarityOf = ({ words, meaning }: LegScores): number => {
  const said = [words, meaning].filter((score) => score !== null).map((score) => Math.min(1, Math.max(0, score)));
  return said.length === 0 ? 0 : said.reduce((sum, score) => sum + score, 0) / said.length;
};

/** 0.5 ^ (age / half-life); what was last updated in the future is of today. Times in ms. */
export const freshnessOf = (lastUpdated: number, now: number, halfLifeDays: number): number =>
  0.5 ** (Math.max(0, now - lastUpdated) / (halfLifeDays * day));

/** About a token every four characters, as English has it with the usual tokenizers. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);
