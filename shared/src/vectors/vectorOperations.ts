import type { VectorIndexDefinition } from "./vectorIndex.ts";
import type { VectorStore } from "./vectorStore.ts";

/** What operators may look into of a service's index. */
export interface VectorOperations {
  readonly definition: VectorIndexDefinition;
  readonly model: string;
  readonly dimensions: number;
  /** Null where none is configured. */
  readonly store: VectorStore | null;
}
