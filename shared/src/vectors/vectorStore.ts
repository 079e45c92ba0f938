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

/**
 * unavailable = time or the operator mends it (network, 5xx, 429, a wrong key); missing = there is no such index; refused = the request
 * itself is at fault and would be again.
 */
export type VectorStoreProblem = "unavailable" | "missing" | "refused";

export class VectorStoreError extends Error {
  override readonly name = "VectorStoreError";
  readonly problem: VectorStoreProblem;
  constructor(problem: VectorStoreProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}

export interface VectorSearch {
  readonly vector: Float32Array;
  readonly topK: number;
  readonly filter?: VectorFilter;
}

/** One index of a vector store. Every method throws VectorStoreError. */
export interface VectorStore {
  /** "marketing-knowledge at http://127.0.0.1:5080", for people. */
  readonly description: string;
  readonly dimensions: number;
  /** Creates the index where it is absent. Throws FatalError when it is there with other dimensions or another metric. */
  ensure(): Promise<{ readonly created: boolean }>;
  /** In batches the store takes; what `problemOf` complains about is refused before anything is sent. */
  upsert(namespace: string, vectors: ReadonlyArray<StoredVector>): Promise<void>;
  /** Ids, or a namespace, that are not there are no error. */
  remove(namespace: string, ids: ReadonlyArray<string>): Promise<void>;
  ids(namespace: string): Promise<ReadonlyArray<string>>;
  /** Best first. Answers or throws within two seconds; while the store is known to be away at once. */
  query(namespace: string, search: VectorSearch): Promise<ReadonlyArray<ScoredVector>>;
  /** Vectors of each namespace, as the store has counted them lately. */
  counts(): Promise<ReadonlyMap<string, number>>;
  dropNamespace(namespace: string): Promise<void>;
  /** Throws when the store does not answer; as quick as `query`. */
  ping(): Promise<void>;
}
