import { setTimeout as sleep } from "node:timers/promises";

/** gRPC status codes after which the same request may succeed: the request is idempotent, so an unknown outcome is repeated too. */
const repeatable = new Map<number, string>([
  [4, "DEADLINE_EXCEEDED"],
  [8, "RESOURCE_EXHAUSTED"],
  [10, "ABORTED"],
  [14, "UNAVAILABLE"],
]);

const resourceExhausted = 8;

/** Why the same request may succeed later; undefined = it will not. A quota says when, in RetryInfo; what is too large stays so. */
const reasonOf = (error: unknown): string | undefined => {
  const code = codeOf(error);
  return code === resourceExhausted && delayOf(error) === undefined ? undefined : repeatable.get(code ?? -1);
};

/** What the server asked to wait (RetryInfo), in milliseconds. */
const delayOf = (error: unknown): number | undefined => (error as { retryAfterMs?: number }).retryAfterMs;

const codeOf = (error: unknown): number | undefined => {
  const code = (error as { code?: unknown }).code;
  return typeof code === "number" ? code : undefined;
};

export interface RetryOptions {
  /** Milliseconds without success after which to give up. */
  readonly patience: number;
  readonly signal?: AbortSignal;
  readonly onRetry?: (reason: string, attempt: number) => void;
  readonly firstDelay?: number;
}

const longest = 5_000;

/** Repeats with back-off (100 ms doubling to 5 s, half of it random) while the service is away or over quota; gives up after `patience`. */
export const withRetry = async <T>(task: () => Promise<T>, options: RetryOptions): Promise<{ value: T; attempts: number }> => {
  const since = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { value: await task(), attempts: attempt };
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined || options.signal?.aborted === true) throw error;
      const backoff = Math.min(longest, (options.firstDelay ?? 100) * 2 ** (attempt - 1));
      const wait = Math.max(delayOf(error) ?? 0, backoff / 2 + Math.random() * (backoff / 2));
      if (performance.now() - since + wait > options.patience) throw error;
      options.onRetry?.(reason, attempt);
      await sleep(wait, undefined, options.signal === undefined ? {} : { signal: options.signal });
    }
  }
};
