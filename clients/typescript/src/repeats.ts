import type { Message } from "@bufbuild/protobuf";
import { Code, ConnectError, type Interceptor, type StreamRequest, type StreamResponse } from "@connectrpc/connect";
import { sleep } from "@marketing/shared/base/sleep";

const attempts = 4;
const firstWaitMs = 100;
const longestWaitMs = 2_000;

/** Before the attempt that follows this one: threefold each time, a random half of it, so that many callers do not come back at once. */
export const waitAfter = (attempt: number, random = Math.random()): number => {
  const wait = Math.min(longestWaitMs, firstWaitMs * 3 ** (attempt - 1));
  return wait / 2 + (random * wait) / 2;
};

const isUnavailable = (error: unknown): boolean => error instanceof ConnectError && error.code === Code.Unavailable;

interface Repeatable {
  /** What the next attempt sends. */
  readonly messages: () => AsyncIterable<Message>;
  /** Something was taken from the caller that cannot be had from them again. */
  readonly spent: () => boolean;
}

/** A single request is kept; of a caller's stream nothing is, so a call that took some of it is not repeated. */
const repeatable = ({ message, method }: StreamRequest): Repeatable => {
  const iterator = message[Symbol.asyncIterator]();
  if (method.methodKind === "server_streaming") {
    let only: Promise<IteratorResult<Message>> | undefined;
    const one = async function* () {
      only ??= iterator.next();
      const { done, value } = await only;
      if (done !== true) yield value;
    };
    return { messages: one, spent: () => false };
  }
  let taken = false;
  const all = async function* () {
    taken = true;
    try {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  };
  return { messages: all, spent: () => taken };
};

/** Waits for the first answer, so that a stream which fails before it has failed as a whole. */
const begun = async (response: StreamResponse): Promise<StreamResponse> => {
  const iterator = response.message[Symbol.asyncIterator]();
  const first = await iterator.next();
  const messages = async function* () {
    for (let next = first; next.done !== true; next = await iterator.next()) yield next.value;
  };
  return { ...response, message: messages() };
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
      const response = await next(request.stream && again !== undefined ? { ...request, message: again.messages() } : request);
      return response.stream ? await begun(response) : response;
    } catch (error) {
      if (attempt === attempts || !isUnavailable(error) || again?.spent() === true) throw error;
      await sleep(waitAfter(attempt), request.signal);
      if (request.signal.aborted) throw error;
    }
  }
};
