import type { DescMessage, DescMethod, DescService } from "@bufbuild/protobuf";
import type { Schema } from "effect";
import type { Violation } from "../base/errors.ts";
import type { CallContext } from "./context.ts";
import type { Incoming, Outgoing } from "./contract.ts";
import {
  bidiStream as anyBidiStream,
  method as anyMethod,
  serverStream as anyServerStream,
  type BidiHandler,
  type Method,
  type ServerStreamHandler,
  type UnaryHandler,
} from "./method.ts";
import { object, withRules } from "./schema.ts";
import type { Implementation } from "./server.ts";

// RPCs of the generated contracts. What a handler reads and answers is checked by the compiler against the RPC's messages.

declare const contract: unique symbol;

/** The implementation of one RPC: of these two messages and of no others. */
export type RpcMethod<Kind extends DescMethod["methodKind"], In extends DescMessage, Out extends DescMessage> = Method & {
  readonly [contract]: readonly [Kind, In, Out];
};

type Rpc<Kind extends DescMethod["methodKind"], In extends DescMessage, Out extends DescMessage> = {
  readonly methodKind: Kind;
  readonly input: In;
  readonly output: Out;
};

/** How each field of a request is read; all of them, so that none is silently ignored. */
type FieldsOf<In extends DescMessage> = { readonly [K in keyof Incoming<In>]: Schema.Codec<unknown, unknown> };
/** A field that the message does not have. */
type Unknown<Fields, In extends DescMessage> = { readonly [K in Exclude<keyof Fields, keyof Incoming<In>>]: never };
export type Read<Fields> = { readonly [K in keyof Fields]: Fields[K] extends Schema.Codec<infer A, unknown> ? A : never };

interface Common {
  /** What the principal must hold: "identity:read", or PUBLIC. There is no default: a method without a scope does not exist. */
  readonly scope: string;
  /** "none": the method is not about one tenant (platform calls). Default "required". */
  readonly tenant?: "required" | "none";
  /** When the caller sets none, in ms. Default 30,000 for unary calls, none for streams. */
  readonly deadlineMs?: number;
}

interface ByFields<In extends DescMessage, Fields> extends Common {
  readonly request: Fields & Unknown<Fields, In>;
  /** What a request uses of the caller's limits, in units, as the things a batch names: 1 at the least, which is the default. */
  readonly cost?: (request: Read<Fields>) => number;
  /** What several fields must be together; its violations are told with those of the fields. */
  readonly rules?: (raw: Incoming<In>) => ReadonlyArray<Violation>;
}

/** Where Schema is too slow: reads the loader's object, throws RpcError. */
interface ByDecoder<In extends DescMessage, Req> extends Common {
  readonly decode: (raw: Incoming<In>) => Req;
  readonly cost?: (request: Req) => number;
}

const commonOf = ({ scope, tenant, deadlineMs }: Common): Common => ({
  scope,
  ...(tenant && { tenant }),
  ...(deadlineMs !== undefined && { deadlineMs }),
});
type Decode = (raw: never) => unknown;

const costOf = (cost: ((request: never) => number) | undefined) => cost && { cost: cost as (request: unknown) => number };

const byFields = <In extends DescMessage, Fields>(options: ByFields<In, Fields>) => ({
  ...commonOf(options),
  ...costOf(options.cost),
  decode: withRules(
    object(options.request as Readonly<Record<string, Schema.Codec<unknown, unknown>>>),
    options.rules as ((raw: unknown) => ReadonlyArray<Violation>) | undefined,
  ) as Decode,
});
const byDecoder = <In extends DescMessage, Req>(options: ByDecoder<In, Req>) => ({
  ...commonOf(options),
  ...costOf(options.cost),
  decode: options.decode as Decode,
});

/** One request, one answer. */
export const unary = <In extends DescMessage, Out extends DescMessage, const Fields extends FieldsOf<In>>(
  _rpc: Rpc<"unary", In, Out>,
  options: ByFields<In, Fields> & { readonly handle: (ctx: CallContext, request: Read<Fields>) => Promise<Outgoing<Out>> | Outgoing<Out> },
): RpcMethod<"unary", In, Out> =>
  anyMethod({ ...byFields(options), handle: options.handle as UnaryHandler<unknown, object> }) as RpcMethod<"unary", In, Out>;

/** One request read by a function of its own, one answer. */
export const unaryDecoded = <In extends DescMessage, Out extends DescMessage, Req>(
  _rpc: Rpc<"unary", In, Out>,
  options: ByDecoder<In, Req> & { readonly handle: (ctx: CallContext, request: Req) => Promise<Outgoing<Out>> | Outgoing<Out> },
): RpcMethod<"unary", In, Out> =>
  anyMethod({ ...byDecoder(options), handle: options.handle as UnaryHandler<unknown, object> }) as RpcMethod<"unary", In, Out>;

/** One request, answers as the caller takes them: the next is asked for only when there is room. */
export const serverStream = <In extends DescMessage, Out extends DescMessage, const Fields extends FieldsOf<In>>(
  _rpc: Rpc<"server_streaming", In, Out>,
  options: Omit<ByFields<In, Fields>, "cost"> & {
    readonly handle: (ctx: CallContext, request: Read<Fields>) => AsyncIterable<Outgoing<Out>>;
    /** What an answer uses of the caller's limits, in units. Default 1. */
    readonly answerCost?: (answer: Outgoing<Out>) => number;
  },
): RpcMethod<"server_streaming", In, Out> =>
  anyServerStream({
    ...byFields(options),
    ...(options.answerCost && { answerCost: options.answerCost as (answer: object) => number }),
    handle: options.handle as ServerStreamHandler<unknown, object>,
  }) as RpcMethod<"server_streaming", In, Out>;

/** Requests and answers interleaved; a request is read only when the handler asks for it. */
export const bidiStream = <In extends DescMessage, Out extends DescMessage, Req>(
  _rpc: Rpc<"bidi_streaming", In, Out>,
  options: ByDecoder<In, Req> & { readonly handle: (ctx: CallContext, requests: AsyncIterable<Req>) => AsyncIterable<Outgoing<Out>> },
): RpcMethod<"bidi_streaming", In, Out> =>
  anyBidiStream({ ...byDecoder(options), handle: options.handle as BidiHandler<unknown, object> }) as RpcMethod<"bidi_streaming", In, Out>;

/** A method for every RPC of a service. */
export type MethodsOf<Service extends DescService> = {
  readonly [K in keyof Service["method"]]: Service["method"][K] extends Rpc<infer Kind, infer In, infer Out>
    ? RpcMethod<Kind, In, Out>
    : never;
};

/** A service with all its RPCs, ready for `startServer`. */
export const implement = <Service extends DescService>(service: Service, methods: MethodsOf<Service>): Implementation => ({
  package: service.file.proto.package,
  name: service.name,
  methods: methods as Readonly<Record<string, Method>>,
});
