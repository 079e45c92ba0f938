import type { PoolClient } from "pg";
import type { ScoredVector, VectorFilter, VectorMetadata } from "./vectorStore.ts";

/** One index of the vector store, kept as the log wants it. A service has at most one. */
export interface VectorIndexDefinition {
  /** "marketing-knowledge"; also the prefix of nothing else. */
  readonly name: string;
  /** The PostgresView that calls `wantVectors`: a search's `min_position` waits for it first. */
  readonly view: string;
}

export interface WantedItem {
  /** Deterministic and unique in the tenant, as `{content_id}#v{n}#c{k}`. */
  readonly id: string;
  /** What is embedded; once per hash and model. */
  readonly text: string;
  /** The document's fields. `entity_id`, `position`, `model`, `dims` and `hash` are added. */
  readonly metadata: VectorMetadata;
}

/** Everything of one entity (a content, a document, a person, a campaign) that has to be in the index. */
export interface WantedEntity {
  readonly tenantId: string;
  readonly entityId: string;
  /** Of the event that made it so. */
  readonly position: number;
  /** None = it has to be gone. */
  readonly items: ReadonlyArray<WantedItem>;
}

/** Called in a view's `apply`, in its transaction: takes the place of what was wanted of these entities. Constant number of statements. */
export type WantVectors = (client: PoolClient, entities: ReadonlyArray<WantedEntity>) => Promise<void>;

export interface VectorQuery {
  readonly tenantId: string;
  /** Embedded by the live generation's model; or the vector of an item that is there. */
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
  /** Best first. Only what the log wants: an item that is gone, or was replaced, is left out even while its vector still lies in the store. */
  readonly hits: ReadonlyArray<VectorHit>;
  /** Everything up to this position of the log is in the index of this tenant. */
  readonly indexedPosition: number;
}

export type IndexState = "absent" | "pending" | "indexed" | "failed";

export interface EntityIndexStatus {
  readonly state: IndexState;
  readonly wantedPosition: number;
  readonly indexedPosition: number;
  readonly items: number;
  readonly model: string;
  readonly generation: number;
  /** Of the last try; "" = none. */
  readonly error: string;
}

/** What a service's handlers see of its index. Throws UNAVAILABLE (reason VECTOR_STORE_UNAVAILABLE) when the store does not answer. */
export interface VectorIndex {
  search(query: VectorQuery): Promise<VectorSearchResult>;
  status(tenantId: string, entityId: string): Promise<EntityIndexStatus>;
}
