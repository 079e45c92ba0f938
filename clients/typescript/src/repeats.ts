import { Code, ConnectError, type Interceptor, type StreamRequest } from "@connectrpc/connect";

const attempts = 4;
const firstWaitMs = 100;
const longestWaitMs = 2_000;

/** Before the attempt that follows this one: threefold each time, a random half of it, so that many callers do not come back at once. */
export const waitAfter = (attempt: number, random = Math.random()): number => {
  const wait = Math.min(longestWaitMs, firstWaitMs * 3 ** (attempt - 1));
  return wait / 2 + (random * wait) / 2;
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });

const isUnavailable = (error: unknown): boolean => error instanceof ConnectError && error.code === Code.Unavailable;

interface Repeatable {
  /** What the next attempt sends. */
  readonly messages: AsyncIterable<StreamRequest["message"] extends AsyncIterable<infer One> ? One : never>;
  /** Something was taken from the caller that cannot be had from them again. */
  readonly spent: () => boolean;
}

/** A single request is kept; of a caller's stream nothing is, so a call that took some of it is not repeated. */
const repeatable = ({ message, method }: StreamRequest): Repeatable => {
  const iterator = message[Symbol.asyncIterator]();
  let taken = false;
  const take = () => {
    taken = true;
    return iterator.next();
  };
  if (method.methodKind !== "server_streaming") return { messages: { [Symbol.asyncIterator]: () => ({ next: take }) }, spent: () => taken };
  let only: ReturnType<typeof take> | undefined;
  const one = async function* () {
    only ??= take();
    const { done, value } = await only;
    if (done !== true) yield value;
  };
  return { messages: { [Symbol.asyncIterator]: one }, spent: () => false };
};

/**
 * Tries a call again while the service is UNAVAILABLE, within the call's deadline and four times at most. Nothing else is repeated: only
 * UNAVAILABLE says that nothing has happened, or that the service is on its way out; and commands carry a request id. A stream is repeated
 * until its first answer.
 */
export const repeats: Interceptor = (next) => async (request) => {
  const again = request.stream ? repeatable(request) : undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await next(again === undefined ? request : ({ ...request, message: again.messages } as StreamRequest));
    } catch (error) {
      if (attempt === attempts || !isUnavailable(error) || again?.spent() === true) throw error;
      await pause(waitAfter(attempt), request.signal);
      if (request.signal.aborted) throw error;
    }
  }
};
