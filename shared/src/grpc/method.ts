import type { Schema } from "effect";
import { defaults } from "../base/defaults.ts";
import type { CallContext } from "./context.ts";
import { type Limit, limitOf } from "./limits.ts";
import { decoder } from "./schema.ts";

interface Common<Req> {
  /** What the principal must hold: "identity:read", or PUBLIC. There is no default: a method without a scope does not exist. */
  readonly scope: string;
  /** "none": the method is not about one tenant (platform calls). Default "required". */
  readonly tenant?: "required" | "none";
  /** The request's shape. */
  readonly request?: Schema.Codec<Req, unknown>;
  /** Instead of `request`, where Schema is too slow: reads the loader's object, throws RpcError. */
  readonly decode?: (raw: never) => Req;
  /** Of a request that `decode` reads: how much its fields may bring. */
  readonly limit?: Limit;
  /** When the caller sets none, in ms. Default 30,000 for unary calls, none for streams. */
  readonly deadlineMs?: number;
  /** What a request uses of the caller's limits, in units, as the events of a batch: 1 at the least, which is the default. */
  readonly cost?: (request: Req) => number;
  /** Largest request, or message of a stream of requests. Default 512 KiB; a larger one is refused before it is received. */
  readonly maxBytes?: number;
}

export type UnaryHandler<Req, Res> = (ctx: CallContext, request: Req) => Promise<Res> | Res;
export type ServerStreamHandler<Req, Res> = (ctx: CallContext, request: Req) => AsyncIterable<Res>;
export type BidiHandler<Req, Res> = (ctx: CallContext, requests: AsyncIterable<Req>) => AsyncIterable<Res>;
export type ClientStreamHandler<Req, Res> = (ctx: CallContext, requests: AsyncIterable<Req>) => Promise<Res>;

interface Shape {
  readonly scope: string;
  readonly tenant: "required" | "none";
  readonly deadlineMs: number | null;
  readonly maxBytes: number;
  readonly decode: (raw: unknown) => unknown;
  /** Null: a request costs one unit. */
  readonly cost: ((request: unknown) => number) | null;
  /** How much each field of a request may bring. */
  readonly limit: Limit | undefined;
}
export type Method = Shape &
  (
    | { readonly kind: "unary"; readonly handle: UnaryHandler<unknown, object> }
    | {
        readonly kind: "serverStream";
        readonly handle: ServerStreamHandler<unknown, object>;
        readonly answerCost: (answer: object) => number;
      }
    | { readonly kind: "bidiStream"; readonly handle: BidiHandler<unknown, object> }
    | { readonly kind: "clientStream"; readonly handle: ClientStreamHandler<unknown, object> }
  );

const shape = <Req>(
  { scope, tenant = "required", request, decode, limit, deadlineMs, cost, maxBytes = defaults.edge.requestBytes }: Common<Req>,
  defaultDeadlineMs: number | null,
): Shape => {
  const read = (decode as ((raw: unknown) => Req) | undefined) ?? (request && decoder(request));
  if (!read) throw new TypeError("a method needs `request` (a Schema) or `decode`");
  const costOf = cost ? (request: unknown) => Math.max(1, cost(request as Req)) : null;
  return {
    scope,
    tenant,
    decode: read,
    limit: limit ?? (request && limitOf(request)),
    cost: costOf,
    deadlineMs: deadlineMs ?? defaultDeadlineMs,
    maxBytes,
  };
};

/** The longest that a call of one answer may take, where its method says nothing else. */
export const unaryDeadlineMs = 30_000;

/** One request, one answer. */
export const method = <Req, Res extends object>(options: Common<Req> & { readonly handle: UnaryHandler<Req, Res> }): Method => ({
  ...shape(options, unaryDeadlineMs),
  kind: "unary",
  handle: options.handle as UnaryHandler<unknown, object>,
});

/** One request, answers as the caller takes them: the next is asked for only when there is room. */
export const serverStream = <Req, Res extends object>(
  options: Common<Req> & {
    readonly handle: ServerStreamHandler<Req, Res>;
    /** What an answer uses of the caller's limits, in units. Default 1. */
    readonly answerCost?: (answer: Res) => number;
  },
): Method => ({
  ...shape(options, null),
  answerCost: (options.answerCost ?? (() => 1)) as (answer: object) => number,
  kind: "serverStream",
  handle: options.handle as ServerStreamHandler<unknown, object>,
});

/** Requests and answers interleaved; a request is read only when the handler asks for it. */
export const bidiStream = <Req, Res extends object>(options: Common<Req> & { readonly handle: BidiHandler<Req, Res> }): Method => ({
  ...shape(options, null),
  kind: "bidiStream",
  handle: options.handle as BidiHandler<unknown, object>,
});

/** Many requests, one answer. */
export const clientStream = <Req, Res extends object>(
  options: Common<Req> & { readonly handle: ClientStreamHandler<Req, Res> },
): Method => ({
  ...shape(options, null),
  kind: "clientStream",
  handle: options.handle as ClientStreamHandler<unknown, object>,
});
