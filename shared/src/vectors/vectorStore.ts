/** Fields stored beside the values of a vector: flat and without null, as Pinecone requires. */
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
 * unavailable = may pass, or an operator can mend it (network, 5xx, 429, a wrong key); missing = there is no such index; refused = the request
 * itself is wrong, so that it would be refused again.
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
  /** For logs and operators, such as "marketing-knowledge at http://127.0.0.1:5080". */
  readonly description: string;
  readonly dimensions: number;
  /** Creates the index when it does not exist. Throws FatalError when it exists with other dimensions or another metric. */
  ensure(): Promise<{ readonly created: boolean }>;
  /** In as many requests as the store's limits need. Refused before anything is sent when `problemOf` finds a problem with one of the vectors. */
  upsert(namespace: string, vectors: ReadonlyArray<StoredVector>): Promise<void>;
  /** Ids or a namespace that do not exist are no error. */
  remove(namespace: string, ids: ReadonlyArray<string>): Promise<void>;
  ids(namespace: string): Promise<ReadonlyArray<string>>;
  /** Best first. Answers or throws within two seconds; throws at once while the store is known to be unavailable. */
  query(namespace: string, search: VectorSearch): Promise<ReadonlyArray<ScoredVector>>;
  /** Number of vectors by namespace; may lag behind the latest writes. */
  counts(): Promise<ReadonlyMap<string, number>>;
  dropNamespace(namespace: string): Promise<void>;
  /** Throws when the store does not answer, as quickly as `query`. */
  ping(): Promise<void>;
}
