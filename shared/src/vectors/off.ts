import { failedPrecondition } from "../base/errors.ts";
import type { VectorIndex } from "./vectorIndex.ts";

/** What a service's handlers see where no vector store is configured. What is wanted is written down all the same. */
export const vectorsOff = (why = "PINECONE_API_KEY is not set"): VectorIndex => {
  const refuse = () => Promise.reject(failedPrecondition("VECTORS_NOT_CONFIGURED", `there is no vector index: ${why}`));
  return { search: refuse, status: refuse };
};
