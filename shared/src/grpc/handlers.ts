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
import { takeOver } from "./edge/admission.ts";
import type { Method } from "./method.ts";
import { readRequest, type ServerCall } from "./serverCall.ts";

// A call comes here when its caller was admitted (edge/admission.ts). To the transport requests and answers are bytes: so that one that is no message
// gets a clear answer, and so that what a tenant's messages cost is spent in the tenant's turn.

type Definition = MethodDefinition<object, object>;
type Of<Kind extends Method["kind"]> = Extract<Method, { kind: Kind }>;

const goingAway = () => unavailable("SHUTTING_DOWN", "the server is shutting down; call again", { retryAfterMs: 100 });

const unary = (method: Of<"unary">, definition: Definition) => (wire: ServerUnaryCall<Buffer, Buffer>, respond: sendUnaryData<Buffer>) => {
  const call = takeOver(wire.metadata);
  const serve = async (): Promise<Buffer> => {
    const request = await call.inTurn(() => readRequest(wire.request, definition.requestDeserialize, method));
    if (method.cost) await call.spend(method.cost(request));
    const response = await method.handle(call, request);
    return call.inTurn(() => call.sized(definition.responseSerialize(response)));
  };
  call
    .orInterrupted(serving(call, serve))
    .then(
      (response) => respond(null, response),
      (error) => call.inTurn(() => respond(call.serviceError(error))),
    )
    .finally(() => call.close());
};

/** The caller's messages as the handler asks for them. Ends early, without an error, when the server drains or the caller's limit is used up. */
async function* incoming(
  wire: ServerReadableStream<Buffer, Buffer> | ServerDuplexStream<Buffer, Buffer>,
  call: ServerCall,
  { requestDeserialize }: Definition,
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
      const request = await call.inTurn(() => readRequest(bytes, requestDeserialize, method));
      try {
        await call.spend(method.cost?.(request) ?? 1);
      } catch (error) {
        call.refusal = error;
        return;
      }
      call.give();
      yield request;
      call.takeBack();
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

/** Sends what the handler yields, each when the one before has left, until it ends or the call does. */
const send = async (
  wire: ServerWritableStream<Buffer, Buffer> | ServerDuplexStream<Buffer, Buffer>,
  call: ServerCall,
  { responseSerialize }: Definition,
  responses: AsyncIterable<object>,
  costOf: ((response: object) => number) | null,
): Promise<void> => {
  const iterator = responses[Symbol.asyncIterator]();
  let left = Promise.resolve();
  try {
    for (;;) {
      if (costOf) await call.spending?.reserve(1); // before the handler gives something away, as a task
      const { done, value } = await call.orInterrupted(call.inTurn(() => iterator.next()));
      if (done) return;
      if (costOf) await call.spend(costOf(value));
      await call.orInterrupted(left);
      const bytes = await call.orInterrupted(call.inTurn(() => call.sized(responseSerialize(value))));
      left = new Promise((resolve) => wire.write(bytes, () => resolve()));
    }
  } catch (error) {
    // Not awaited: a generator that waits for something else runs its `finally` when that comes, or when it looks at the signal.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
    throw error;
  }
};

const streaming = (
  wire: ServerWritableStream<Buffer, Buffer> | ServerDuplexStream<Buffer, Buffer>,
  method: Method,
  definition: Definition,
  respond: (call: ServerCall) => AsyncIterable<object>,
) => {
  const call = takeOver(wire.metadata);
  const serve = async () => {
    await send(wire, call, definition, respond(call), method.kind === "serverStream" ? method.answerCost : null);
    if (call.refusal) throw call.refusal;
    if (call.draining) throw goingAway();
  };
  serving(call, serve)
    .then(
      () => wire.end(),
      (error) =>
        call.inTurn(() => {
          const status = call.serviceError(error);
          if (!wire.destroyed) wire.emit("error", status);
        }),
    )
    .finally(() => call.close());
};

const serverStream = (method: Of<"serverStream">, definition: Definition) => (wire: ServerWritableStream<Buffer, Buffer>) =>
  streaming(wire, method, definition, (call) => {
    call.onDrain = () => call.interrupt(goingAway()); // it may never end by itself; the caller goes on elsewhere, from its position
    return method.handle(call, readRequest(wire.request, definition.requestDeserialize, method));
  });

const bidiStream = (method: Of<"bidiStream">, definition: Definition) => (wire: ServerDuplexStream<Buffer, Buffer>) =>
  streaming(wire, method, definition, (call) => method.handle(call, incoming(wire, call, definition, method)));

const clientStream =
  (method: Of<"clientStream">, definition: Definition) => (wire: ServerReadableStream<Buffer, Buffer>, respond: sendUnaryData<Buffer>) => {
    const call = takeOver(wire.metadata);
    const serve = async (): Promise<Buffer> => {
      const answer = await method.handle(call, incoming(wire, call, definition, method));
      if (call.refusal) throw call.refusal;
      return call.inTurn(() => call.sized(definition.responseSerialize(answer)));
    };
    call
      .orInterrupted(serving(call, serve))
      .then(
        (response) => respond(null, response),
        (error) => call.inTurn(() => respond(call.serviceError(error))),
      )
      .finally(() => call.close());
  };

/** The grpc-js handler of a method. */
export const handlerOf = (method: Method, definition: Definition) => {
  switch (method.kind) {
    case "unary":
      return unary(method, definition);
    case "serverStream":
      return serverStream(method, definition);
    case "bidiStream":
      return bidiStream(method, definition);
    case "clientStream":
      return clientStream(method, definition);
  }
};
