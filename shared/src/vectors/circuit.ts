import { defaults } from "../base/defaults.ts";
import { VectorStoreError } from "./vectorStore.ts";

/** While a dependency is known to be away, calls fail at once; every `retryMs` one of them tries. */
export const createCircuit = (retryMs = defaults.vectors.circuitRetryMs) => {
  let failure: VectorStoreError | null = null;
  let tryAt = 0;
  return async <A>(work: () => Promise<A>): Promise<A> => {
    if (failure && Date.now() < tryAt) throw failure;
    // The one who tries keeps the others out meanwhile.
    if (failure) tryAt = Date.now() + 2 * retryMs;
    try {
      const result = await work();
      failure = null;
      return result;
    } catch (error) {
      if (error instanceof VectorStoreError && error.problem !== "refused") {
        failure = error;
        tryAt = Date.now() + retryMs;
      } else failure = null;
      throw error;
    }
  };
};
