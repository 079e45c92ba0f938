import type { Message } from "@bufbuild/protobuf";
import type { Interceptor } from "@connectrpc/connect";

type Named = Message & { readonly requestId?: string };

const named = (message: Named): Message =>
  message.requestId === "" ? Object.assign({ ...message }, { requestId: crypto.randomUUID() }) : message;

const eachNamed = async function* (messages: AsyncIterable<Message>): AsyncGenerator<Message> {
  for await (const message of messages) yield named(message);
};

/** A command without a `requestId` gets one, so that its repeats are one command. Belongs before whatever repeats. */
export const requestIds: Interceptor = (next) => (request) => {
  if (request.method.input.field.requestId === undefined) return next(request);
  return next(request.stream ? { ...request, message: eachNamed(request.message) } : { ...request, message: named(request.message) });
};
