/** What a vector carries beside its values: no null, no nesting, as Pinecone stores it. */
export type VectorMetadata = Readonly<Record<string, string | number | boolean | ReadonlyArray<string>>>;

/** Pinecone's filter language: `{ source: { $in: ["document"] }, last_updated: { $gte: 1700000000 } }`, `$and`, `$or`. */
export type VectorFilter = Readonly<Record<string, unknown>>;

export interface StoredVector {
  readonly id: string;
  readonly values: ReadonlyArray<number> | Float32Array;
  readonly metadata: VectorMetadata;
}

export interface ScoredVector {
  readonly id: string;
  /** Cosine similarity, -1..1. */
  readonly score: number;
  readonly metadata: VectorMetadata;
}
