export const metrics = ["cosine", "dotproduct", "euclidean"] as const;
export type Metric = (typeof metrics)[number];

/** From the dot product and both lengths to a number that is greater the nearer. Grows with the dot product, under every metric. */
export const similarity = (metric: Metric, dot: number, queryLength: number, length: number): number => {
  if (metric === "dotproduct") return dot;
  if (metric === "euclidean") return 2 * dot - queryLength * queryLength - length * length;
  const both = queryLength * length;
  return both === 0 ? 0 : dot / both;
};

/** What Pinecone calls the score: for euclidean the squared distance, least first. */
export const scoreOf = (metric: Metric, similar: number): number => (metric === "euclidean" ? Math.max(0, -similar) : similar);
