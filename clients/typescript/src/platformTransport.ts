import type { DescMessage, MessageInitShape } from "@bufbuild/protobuf";
import type { Interceptor, Transport } from "@connectrpc/connect";
import { type Caller, callMetadata } from "./callMetadata.ts";
import { lostConnection } from "./lostConnection.ts";
import { repeats } from "./repeats.ts";
import { requestIds } from "./requestIds.ts";
import { asRpcError } from "./rpcError.ts";
import { checkFields } from "./unknownFields.ts";

/** What every transport to the platform does with a call on its way out, the first one first. */
export const interceptorsFor = (caller: Caller): Interceptor[] => [callMetadata(caller), requestIds, repeats, lostConnection];

/** Checks requests as they are taken. What the caller's own iteration throws is kept: it says more than the call that ends by it. */
const checked = <I extends DescMessage>(input: I, requests: AsyncIterable<MessageInitShape<I>>) => {
  let failure: { readonly error: unknown } | undefined;
  const messages = async function* () {
    const iterator = requests[Symbol.asyncIterator]();
    try {
      for (;;) {
        let request: MessageInitShape<I>;
        try {
          const taken = await iterator.next();
          if (taken.done === true) return;
          request = taken.value;
          checkFields(input, request);
        } catch (error) {
          failure = { error };
          throw error;
        }
        yield request;
      }
    } finally {
      await iterator.return?.();
    }
  };
  return { messages: messages(), explain: (error: unknown): unknown => (failure === undefined ? asRpcError(error) : failure.error) };
};

/**
 * The calls of a transport as callers of the platform know them: a field that the contract does not have is a TypeError, every failure an
 * RpcError, and a unary call without a time limit has `deadlineMs`.
 */
export const platformTransport = (inner: Transport, { deadlineMs }: { readonly deadlineMs: number }): Transport => ({
  unary: async (method, signal, timeoutMs, header, input, contextValues) => {
    checkFields(method.input, input);
    try {
      return await inner.unary(method, signal, timeoutMs ?? deadlineMs, header, input, contextValues);
    } catch (error) {
      throw asRpcError(error);
    }
  },
  stream: async (method, signal, timeoutMs, header, input, contextValues) => {
    const { messages, explain } = checked(method.input, input);
    try {
      const response = await inner.stream(method, signal, timeoutMs, header, messages, contextValues);
      const answers = async function* () {
        try {
          yield* response.message;
        } catch (error) {
          throw explain(error);
        }
      };
      return { ...response, message: answers() };
    } catch (error) {
      throw explain(error);
    }
  },
});
