import type { PoolClient } from "pg";
import type { ScoredVector, VectorFilter, VectorMetadata } from "./vectorStore.ts";

/** One index of the vector store, which follows a view. A service has at most one. */
export interface VectorIndexDefinition {
  /** Name of the index in the store, such as "marketing-knowledge". */
  readonly name: string;
  /** The PostgresView that calls `wantVectors`. */
  readonly view: string;
}

export interface WantedItem {
  /** Deterministic and unique in the tenant, such as `{content_id}#v{n}#c{k}`. */
  readonly id: string;
  /** The text that is embedded. */
  readonly text: string;
  /** Stored beside the vector, for filters and results. `entity_id`, `position`, `model`, `dims` and `hash` are added. */
  readonly metadata: VectorMetadata;
}

/** All items of one entity (a document, a person, a product) that the index has to hold. */
export interface WantedEntity {
  readonly tenantId: string;
  readonly entityId: string;
  /** Position of the event that led to these items. */
  readonly position: number;
  /** Empty = the index must hold nothing of the entity. */
  readonly items: ReadonlyArray<WantedItem>;
}

/** Called by a view in the transaction of its `apply`: replaces what was wanted of these entities. The number of statements is constant. */
export type WantVectors = (client: PoolClient, entities: ReadonlyArray<WantedEntity>) => Promise<void>;

export interface VectorQuery {
  readonly tenantId: string;
  /** A text, which is embedded with the model of the live generation; or an item of the index, whose vector is taken. */
  readonly by: { readonly text: string } | { readonly itemId: string };
  readonly topK: number;
  readonly filter?: VectorFilter;
  /** Waits until everything the log held at this position is in the index. */
  readonly minPosition?: number | null;
  readonly deadline?: Date;
}

export interface VectorHit extends ScoredVector {
  readonly entityId: string;
  readonly position: number;
}

export interface VectorSearchResult {
  /** Best first. An item that was deleted or replaced is left out even while its old vector is still in the store. */
  readonly hits: ReadonlyArray<VectorHit>;
  /** The tenant's index holds everything up to this position of the log. */
  readonly indexedPosition: number;
  /** Of the model: what is less similar is so by chance. The hits are there all the same. */
  readonly minSimilarity: number;
}

export type IndexState = "absent" | "pending" | "indexed" | "failed";

export interface EntityIndexStatus {
  readonly state: IndexState;
  readonly wantedPosition: number;
  readonly indexedPosition: number;
  readonly items: number;
  readonly model: string;
  readonly generation: number;
  /** Error of the last try; "" = none. */
  readonly error: string;
}

/** The index as the handlers of a service use it. Throws UNAVAILABLE (reason VECTOR_STORE_UNAVAILABLE) when the store does not answer. */
export interface VectorIndex {
  search(query: VectorQuery): Promise<VectorSearchResult>;
  status(tenantId: string, entityId: string): Promise<EntityIndexStatus>;
}
