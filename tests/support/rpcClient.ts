import {
  type CallOptions,
  ChannelCredentials,
  Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  Metadata,
  type MethodDefinition,
  type ServiceError,
} from "@grpc/grpc-js";
import type { PackageDefinition } from "@grpc/proto-loader";
import { defaults } from "@marketing/shared/base/defaults";
import { loadService } from "@marketing/shared/grpc/proto";
import { fromServiceError } from "@marketing/shared/grpc/status";

/** A message as the loader gives it: camelCase, int64 as strings, an unset message null. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the proto's; callers name it where it matters
export type Message = any;

export interface ClientOptions {
  /** "host:port", "dns:///name:port" for a headless Service. */
  readonly address: string;
  /** "marketing.<service>.v1" */
  readonly package: string;
  /** The name of the gRPC service in its package. */
  readonly service: string;
  /** The loaded contract, where it is not under /protos. */
  readonly contract?: PackageDefinition;
  readonly apiKey?: string;
  /** For platform keys, which belong to no tenant. */
  readonly tenantId?: string;
  /** Who calls, where the platform key is used by a service. */
  readonly serviceName?: string;
  /** Of every unary call; default 10,000. */
  readonly deadlineMs?: number;
  readonly credentials?: ChannelCredentials;
  readonly maxMessageBytes?: number;
}

export interface InvokeOptions {
  readonly tenantId?: string;
  readonly apiKey?: string;
  readonly deadlineMs?: number;
  /** Ends the call when aborted, as passing the caller's own `ctx.signal` does. */
  readonly signal?: AbortSignal | undefined;
  /** `x-request-id` of the call, for the logs (not the command's request_id). */
  readonly requestId?: string;
  readonly traceparent?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Told the initial metadata. */
  readonly onMetadata?: (metadata: Metadata) => void;
}

/** Calls by RPC name ("GetUser" or "getUser"). Every failure is an RpcError with reason, metadata and violations. */
export interface RpcClient {
  call<Res = Message>(name: string, request: object, options?: InvokeOptions): Promise<Res>;
  /** Answers as they are taken; leaving the loop cancels the call. */
  stream<Res = Message>(name: string, request: object, options?: InvokeOptions): AsyncGenerator<Res>;
  /** Requests are asked for only when there is room to send them. */
  duplex<Res = Message>(name: string, requests: AsyncIterable<object> | Iterable<object>, options?: InvokeOptions): AsyncGenerator<Res>;
  waitForReady(timeoutMs: number): Promise<void>;
  close(): void;
}

/** Only UNAVAILABLE is tried again: nothing reached the service, or it said so. Commands carry a request_id, so a repeat is harmless. */
const serviceConfig = JSON.stringify({
  loadBalancingConfig: [{ round_robin: {} }],
  methodConfig: [
    {
      name: [{}],
      retryPolicy: {
        maxAttempts: 4,
        initialBackoff: "0.1s",
        maxBackoff: "2s",
        backoffMultiplier: 3,
        retryableStatusCodes: ["UNAVAILABLE"],
      },
    },
  ],
});

const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

type Sending = { write(message: object): boolean; end(): void; on(event: string, listener: () => void): unknown };

const sendAll = async (call: Sending, requests: AsyncIterable<object> | Iterable<object>, isOver: () => boolean): Promise<void> => {
  let wake: () => void = () => undefined;
  for (const event of ["drain", "close", "end", "error"]) call.on(event, () => wake());
  for await (const request of requests) {
    if (isOver()) return;
    if (!call.write(request)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (isOver()) return;
  }
  call.end();
};

const received = async function* <Res>(
  call: ClientReadableStream<Res> | ClientDuplexStream<object, Res>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Res> {
  const cancel = () => call.cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  if (signal?.aborted) cancel();
  let finished = false;
  try {
    for await (const message of call) yield message;
    finished = true;
  } catch (error) {
    finished = true;
    throw typeof (error as ServiceError).code === "number" ? fromServiceError(error as ServiceError) : error;
  } finally {
    signal?.removeEventListener("abort", cancel);
    if (!finished) {
      call.on("error", () => undefined); // the status CANCELLED of a call nobody listens to any more
      call.cancel();
    }
  }
};

export const createClient = (options: ClientOptions): RpcClient => {
  const definition = loadService(options.package, options.service, options.contract);
  const { deadlineMs: defaultDeadlineMs = defaults.grpc.deadlineMs, maxMessageBytes = defaults.grpc.clientMessageBytes } = options;
  const client = new Client(options.address, options.credentials ?? ChannelCredentials.createInsecure(), {
    "grpc.service_config": serviceConfig,
    // a connection of its own, as callers in different places have
    "grpc.use_local_subchannel_pool": 1,
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 15_000,
    "grpc.initial_reconnect_backoff_ms": 200,
    "grpc.max_reconnect_backoff_ms": 500,
  });

  const rpc = (name: string): MethodDefinition<object, object> => {
    const found = definition[name] ?? definition[upperFirst(name)];
    if (!found) throw new TypeError(`${options.service} has no RPC ${name}`);
    return found;
  };

  const metadataOf = (o: InvokeOptions): Metadata => {
    const metadata = new Metadata();
    const apiKey = o.apiKey ?? options.apiKey;
    const tenantId = o.tenantId ?? options.tenantId;
    if (apiKey) metadata.set("authorization", `Bearer ${apiKey}`);
    if (tenantId) metadata.set("x-tenant-id", tenantId);
    if (options.serviceName) metadata.set("x-service-name", options.serviceName);
    if (o.requestId) metadata.set("x-request-id", o.requestId);
    if (o.traceparent) metadata.set("traceparent", o.traceparent);
    for (const [key, value] of Object.entries(o.metadata ?? {})) metadata.set(key, value);
    return metadata;
  };

  const callOptions = (deadlineMs: number | undefined): CallOptions =>
    deadlineMs === undefined ? {} : { deadline: Date.now() + deadlineMs };

  return {
    call: (name, request, o = {}) =>
      new Promise((resolve, reject) => {
        const { path, requestSerialize, responseDeserialize } = rpc(name);
        const cancel = () => call.cancel();
        const call = client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize as never,
          request,
          metadataOf(o),
          callOptions(o.deadlineMs ?? defaultDeadlineMs),
          (error: ServiceError | null, response) => {
            o.signal?.removeEventListener("abort", cancel);
            if (error) reject(fromServiceError(error));
            else resolve(response as never);
          },
        );
        if (o.onMetadata) call.on("metadata", o.onMetadata);
        if (o.signal?.aborted) cancel();
        else o.signal?.addEventListener("abort", cancel, { once: true });
      }),

    async *stream(name, request, o = {}) {
      const { path, requestSerialize, responseDeserialize } = rpc(name);
      const call = client.makeServerStreamRequest(
        path,
        requestSerialize,
        responseDeserialize as never,
        request,
        metadataOf(o),
        callOptions(o.deadlineMs),
      );
      if (o.onMetadata) call.on("metadata", o.onMetadata);
      yield* received(call as never, o.signal);
    },

    async *duplex(name, requests, o = {}) {
      const { path, requestSerialize, responseDeserialize } = rpc(name);
      const call = client.makeBidiStreamRequest(
        path,
        requestSerialize,
        responseDeserialize as never,
        metadataOf(o),
        callOptions(o.deadlineMs),
      );
      if (o.onMetadata) call.on("metadata", o.onMetadata);
      let over = false;
      let failure: unknown;
      call.once("close", () => {
        over = true;
      });
      call.once("status", () => {
        over = true;
      });
      const sending = sendAll(call as unknown as Sending, requests, () => over).catch((error) => {
        failure = error;
        call.cancel();
      });
      try {
        yield* received<never>(call as never, o.signal);
        await sending;
      } catch (error) {
        throw failure ?? error;
      }
    },

    waitForReady: (timeoutMs) =>
      new Promise((resolve, reject) => client.waitForReady(Date.now() + timeoutMs, (error) => (error ? reject(error) : resolve()))),
    close: () => client.close(),
  };
};
