/** What a caller sees of a contract: Date for Timestamp, plain JSON for Struct and Value, text for int64 and enums. */
import type { ClientDuplexStream, ClientReadableStream, ServiceDefinition } from "@grpc/grpc-js";
import type { Long, MethodDefinition } from "@grpc/proto-loader";
import type { JsonObject, JsonValue } from "@marketing/shared/base/json";
import type { Struct, Struct__Output } from "./gen/google/protobuf/Struct.ts";

export type { JsonObject, JsonValue } from "@marketing/shared/base/json";

type Scalar = string | number | boolean | null | undefined;

/** The message declares this very field; a map does not, though any key would do. */
type Named<Key, T> = string extends keyof T ? false : Key extends keyof T ? true : false;

/** A message as it arrives. An unset message is null, an unset `optional` absent, int64 a decimal text. */
export type Answer<T> = T extends Scalar
  ? T
  : T extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Answer<Item>>
    : T extends { seconds: string; nanos: number }
      ? Date
      : Named<"structValue", T> extends true
        ? JsonValue
        : T extends Struct__Output
          ? JsonObject
          : { readonly [Key in keyof T as Key extends `_${string}` ? never : Key]: Answer<T[Key]> };

type Enumeration<T> = Extract<T, string>;

type Given<T> = [T] extends [string | boolean]
  ? T
  : [T] extends [number | string | Long]
    ? Long extends T
      ? string | number | bigint
      : string extends T
        ? number
        : [Extract<T, string>] extends [never]
          ? T
          : Enumeration<T>
    : GivenMessage<T>;

type GivenMessage<T> = T extends null
  ? null
  : T extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Given<Item>>
    : Named<"seconds", T> extends true
      ? Date
      : Named<"structValue", T> extends true
        ? JsonValue
        : T extends Struct
          ? Named<"fields", T> extends true
            ? object
            : Request<T>
          : T extends object
            ? Request<T>
            : T;

/** A message as it is sent. What is left out, null or undefined is unset. */
export type Request<T> = {
  readonly [Key in keyof T as Key extends `_${string}` ? never : Key]?: Given<Exclude<T[Key], undefined | null>> | null | undefined;
};

export interface CallOptions {
  /** Milliseconds for the whole call, retries included. Unary: the client's when absent; streams: none when absent. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** For the platform's key, which belongs to no tenant. */
  readonly tenantId?: string;
  /** `x-request-id`, for the services' logs. Not the command's `requestId`, which is a field of the request. */
  readonly traceId?: string;
}

type Call<Rpc, Definition> =
  Definition extends MethodDefinition<infer Req, infer _, infer __, infer Res>
    ? Rpc extends (...args: never[]) => infer Returned
      ? Returned extends ClientDuplexStream<infer _, infer __>
        ? (requests: AsyncIterable<Request<Req>> | Iterable<Request<Req>>, options?: CallOptions) => AsyncGenerator<Answer<Res>>
        : Returned extends ClientReadableStream<infer _>
          ? (request: Request<Req>, options?: CallOptions) => AsyncGenerator<Answer<Res>>
          : (request: Request<Req>, options?: CallOptions) => Promise<Answer<Res>>
      : never
    : never;

/** Every RPC of a service as a function of its request, from what is generated for it. */
export type Api<Client, Definition extends ServiceDefinition> = {
  readonly [Key in keyof Client as string extends keyof Definition
    ? Key extends string
      ? Key extends Capitalize<Key>
        ? Key extends RpcNames<Definition>
          ? Uncapitalize<Key>
          : never
        : never
      : never
    : never]: Key extends keyof Definition ? Call<Client[Key], Definition[Key]> : never;
};

type RpcNames<Definition> = keyof { [Key in keyof Definition as string extends Key ? never : number extends Key ? never : Key]: 1 };
