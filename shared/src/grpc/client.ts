import {
  create,
  type DescMessage,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import { type ChannelCredentials, Client, Metadata, type ServiceError } from "@grpc/grpc-js";
import { fromServiceError } from "./status.ts";

export interface UnaryClientOptions {
  /** "host:port", or "dns:///name:port" for a headless Service, whose addresses the calls go round. */
  readonly address: string;
  readonly credentials: ChannelCredentials;
  /** Sent with every call. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What one service asks another. A failure is an RpcError. */
export interface UnaryClient {
  call<In extends DescMessage, Out extends DescMessage>(
    method: DescMethodUnary<In, Out>,
    request: MessageInitShape<In>,
    deadlineMs: number,
  ): Promise<MessageShape<Out>>;
  close(): void;
}

export const openUnaryClient = ({ address, credentials, metadata }: UnaryClientOptions): UnaryClient => {
  const client = new Client(address, credentials, {
    "grpc.service_config": JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 15_000,
    "grpc.initial_reconnect_backoff_ms": 200,
    "grpc.max_reconnect_backoff_ms": 1_000,
  });
  const headers = new Metadata();
  for (const [key, value] of Object.entries(metadata)) headers.set(key, value);
  return {
    call: (method, request, deadlineMs) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          `/${method.parent.typeName}/${method.name}`,
          (message: MessageShape<typeof method.input>) => Buffer.from(toBinary(method.input, message)),
          (bytes: Buffer) => fromBinary(method.output, bytes),
          create(method.input, request),
          headers,
          { deadline: Date.now() + deadlineMs },
          (error: ServiceError | null, answer) => (error ? reject(fromServiceError(error)) : resolve(answer!)),
        );
      }),
    close: () => client.close(),
  };
};
