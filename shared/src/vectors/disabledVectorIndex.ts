import { failedPrecondition } from "../base/errors.ts";
import type { VectorIndex } from "./vectorIndex.ts";

/** The index of a service without a vector store: every call is refused. The views still record what the index has to hold. */
export const disabledVectorIndex = (why = "PINECONE_API_KEY is not set"): VectorIndex => {
  const refuse = () => Promise.reject(failedPrecondition("VECTORS_NOT_CONFIGURED", `there is no vector index: ${why}`));
  return { search: refuse, status: refuse };
};
