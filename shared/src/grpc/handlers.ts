import type {
  MethodDefinition,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  sendUnaryData,
} from "@grpc/grpc-js";
import { unavailable } from "../base/errors.ts";
import { serving } from "../base/servedCall.ts";
import type { Method } from "./method.ts";
import { readRequest, ServerCall, type ServerEnv, type WireCall } from "./serverCall.ts";

// The transport hands over requests as bytes: they are read after the caller was admitted, and a request that is no message gets a clear answer.

type Deserialize = (bytes: Buffer) => unknown;
type Of<Kind extends Method["kind"]> = Extract<Method, { kind: Kind }>;

const goingAway = () => unavailable("SHUTTING_DOWN", "the server is shutting down; call again", { retryAfterMs: 100 });

const unary =
  (method: Of<"unary">, deserialize: Deserialize, env: ServerEnv) =>
  (wire: ServerUnaryCall<Buffer, object>, respond: sendUnaryData<object>) => {
    const call = new ServerCall(wire as WireCall, method, env);
    const serve = async (): Promise<object> => {
      await call.admit(method);
      const request = readRequest(wire.request, deserialize, method);
      if (method.cost) await call.spend(method.cost(request));
      return method.handle(call, request);
    };
    call
      .orInterrupted(serving(call, serve))
      .then(
        (response) => respond(null, response),
        (error) => respond(call.serviceError(error)),
      )
      .finally(() => call.close());
  };

/** The caller's messages as the handler asks for them. Ends early, without an error, when the server drains or the caller's limit is used up. */
async function* incoming(
  wire: ServerReadableStream<Buffer, object> | ServerDuplexStream<Buffer, object>,
  call: ServerCall,
  deserialize: Deserialize,
  method: Method,
) {
  let wake: () => void = () => undefined;
  const onEvent = () => wake();
  for (const event of ["readable", "end", "close"]) wire.on(event, onEvent);
  call.onDrain = onEvent;
  for (;;) {
    if (call.interruption) throw call.interruption;
    const bytes: Buffer | null = wire.read();
    if (bytes !== null) {
      const request = readRequest(bytes, deserialize, method);
      try {
        await call.spend(method.cost?.(request) ?? 1);
      } catch (error) {
        call.refusal = error;
        return;
      }
      yield request;
    } else if (wire.readableEnded || wire.destroyed || call.draining) return;
    else {
      await call.orInterrupted(
        new Promise<void>((resolve) => {
          wake = resolve;
        }),
      );
    }
  }
}

/** Sends what the handler yields, the next only when there is room, until it ends or the call does. */
const send = async (
  wire: ServerWritableStream<Buffer, object> | ServerDuplexStream<Buffer, object>,
  call: ServerCall,
  responses: AsyncIterable<object>,
  costOf: ((response: object) => number) | null,
): Promise<void> => {
  let wake: () => void = () => undefined;
  wire.on("drain", () => wake());
  const iterator = responses[Symbol.asyncIterator]();
  try {
    for (;;) {
      if (costOf) await call.spending?.reserve(1); // before the handler gives something away, as a task
      const { done, value } = await call.orInterrupted(iterator.next());
      if (done) return;
      if (costOf) await call.spend(costOf(value));
      if (!wire.write(value)) {
        await call.orInterrupted(
          new Promise<void>((resolve) => {
            wake = resolve;
          }),
        );
      }
    }
  } catch (error) {
    // Not awaited: a generator that waits for something else runs its `finally` when that comes, or when it looks at the signal.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
    throw error;
  }
};

const streaming = (
  wire: ServerWritableStream<Buffer, object> | ServerDuplexStream<Buffer, object>,
  method: Method,
  env: ServerEnv,
  respond: (call: ServerCall) => AsyncIterable<object>,
) => {
  const call = new ServerCall(wire as typeof wire & WireCall, method, env);
  const serve = async () => {
    await call.admit(method);
    await send(wire, call, respond(call), method.kind === "serverStream" ? method.answerCost : null);
    if (call.refusal) throw call.refusal;
    if (call.draining) throw goingAway();
  };
  serving(call, serve)
    .then(
      () => wire.end(),
      (error) => {
        const status = call.serviceError(error);
        if (!wire.destroyed) wire.emit("error", status);
      },
    )
    .finally(() => call.close());
};

const serverStream =
  (method: Of<"serverStream">, deserialize: Deserialize, env: ServerEnv) => (wire: ServerWritableStream<Buffer, object>) =>
    streaming(wire, method, env, (call) => {
      call.onDrain = () => call.interrupt(goingAway()); // it may never end by itself; the caller goes on elsewhere, from its position
      return method.handle(call, readRequest(wire.request, deserialize, method));
    });

const bidiStream = (method: Of<"bidiStream">, deserialize: Deserialize, env: ServerEnv) => (wire: ServerDuplexStream<Buffer, object>) =>
  streaming(wire, method, env, (call) => method.handle(call, incoming(wire, call, deserialize, method)));

const clientStream =
  (method: Of<"clientStream">, deserialize: Deserialize, env: ServerEnv) =>
  (wire: ServerReadableStream<Buffer, object>, respond: sendUnaryData<object>) => {
    const call = new ServerCall(wire as typeof wire & WireCall, method, env);
    const serve = async (): Promise<object> => {
      await call.admit(method);
      const answer = await method.handle(call, incoming(wire, call, deserialize, method));
      if (call.refusal) throw call.refusal;
      return answer;
    };
    call
      .orInterrupted(serving(call, serve))
      .then(
        (response) => respond(null, response),
        (error) => respond(call.serviceError(error)),
      )
      .finally(() => call.close());
  };

/** The grpc-js handler of a method. */
export const handlerOf = (method: Method, definition: MethodDefinition<object, object>, env: ServerEnv) => {
  const deserialize: Deserialize = definition.requestDeserialize;
  switch (method.kind) {
    case "unary":
      return unary(method, deserialize, env);
    case "serverStream":
      return serverStream(method, deserialize, env);
    case "bidiStream":
      return bidiStream(method, deserialize, env);
    case "clientStream":
      return clientStream(method, deserialize, env);
  }
};
