import type { Retriever } from "../search/knowledgeQuery.ts";

const day = 86_400_000;

/**
 * What the retrievers make of a chunk. Text: 0..1; semantic: cosine similarity. 0 = the retriever answered and did not find it; null = it did
 * not answer at all.
 */
export type RetrieverScores = Readonly<Record<Retriever, number | null>>;

/** The built-in embedder's similarities are small beside the text retriever's scores; npm run bench -- retrieval measures what a weight is worth. */
const weights: Readonly<Record<Retriever, number>> = { text: 0.25, semantic: 0.75 };

/** Weighted mean of the retrievers that answered, 0..1. Unlike a fusion of ranks it is the same for the same text, whatever else is found. */
export const similarityOf = (scores: RetrieverScores): number => {
  let [sum, weight] = [0, 0];
  for (const retriever of ["text", "semantic"] as const) {
    const score = scores[retriever];
    if (score === null) continue;
    sum += weights[retriever] * Math.min(1, Math.max(0, score));
    weight += weights[retriever];
  }
  return weight === 0 ? 0 : sum / weight;
};

/** 0.5 ^ (age / half-life); what was last updated in the future counts as of today. Times in ms. */
export const freshnessOf = (lastUpdated: number, now: number, halfLifeDays: number): number =>
  0.5 ** (Math.max(0, now - lastUpdated) / (halfLifeDays * day));

/** Estimated tokens of a text: one every four characters, as in English with the usual tokenizers. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / 4);
