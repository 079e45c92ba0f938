export const metrics = ["cosine", "dotproduct", "euclidean"] as const;
export type Metric = (typeof metrics)[number];

/** A number that is greater the nearer two vectors are, from their dot product and norms. Under every metric it grows with the dot product. */
export const similarity = (metric: Metric, dot: number, queryNorm: number, norm: number): number => {
  if (metric === "dotproduct") return dot;
  if (metric === "euclidean") return 2 * dot - queryNorm * queryNorm - norm * norm;
  const norms = queryNorm * norm;
  return norms === 0 ? 0 : dot / norms;
};

/** What Pinecone answers as the score: under euclidean the squared distance, where the least is the nearest. */
export const scoreOf = (metric: Metric, similarityOfRow: number): number =>
  metric === "euclidean" ? Math.max(0, -similarityOfRow) : similarityOfRow;
