import { defaults } from "../base/defaults.ts";
import { VectorStoreError } from "./vectorStore.ts";

/**
 * A circuit breaker. After a call found the store unavailable the circuit is open: calls fail at once with the same error. Every `retryMs` one
 * call is let through; when it succeeds the circuit is closed again. An error that is the request's own fault opens nothing.
 */
export const createCircuitBreaker = (retryMs = defaults.vectors.circuitRetryMs) => {
  let failure: VectorStoreError | null = null;
  let retryAt = 0;
  return async <A>(work: () => Promise<A>): Promise<A> => {
    if (failure && Date.now() < retryAt) throw failure;
    // Until this call has ended no other one is let through.
    if (failure) retryAt = Date.now() + 2 * retryMs;
    try {
      const result = await work();
      failure = null;
      return result;
    } catch (error) {
      if (error instanceof VectorStoreError && error.problem !== "refused") {
        failure = error;
        retryAt = Date.now() + retryMs;
      } else failure = null;
      throw error;
    }
  };
};
