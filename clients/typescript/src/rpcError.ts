import type { Duration } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "@marketing/protos/google/rpc/error_details";

export interface Violation {
  /** Proto field path in snake_case: `traits.plan`, `events[3].event_name`. */
  readonly field: string;
  readonly description: string;
}

export interface RpcErrorOptions {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly violations?: ReadonlyArray<Violation>;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A call that failed. `reason` is UPPER_SNAKE_CASE and stable; `message` is for people. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  /** gRPC's. */
  readonly code: Code;
  readonly reason: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Every field that is wrong. */
  readonly violations: ReadonlyArray<Violation>;
  /** When the service allows another try, in milliseconds from now. */
  readonly retryAfterMs: number | undefined;
  constructor(code: Code, reason: string, message: string, options: RpcErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = reason;
    this.metadata = options.metadata ?? {};
    this.violations = options.violations ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** As gRPC spells it: DEADLINE_EXCEEDED, and CANCELLED with two Ls. */
const nameOf = (code: Code): string =>
  code === Code.Canceled ? "CANCELLED" : (Code[code]?.replaceAll(/(?<=[a-z])[A-Z]/g, "_$&").toUpperCase() ?? "UNKNOWN");

const msOf = ({ seconds, nanos }: Duration): number => Number(seconds) * 1_000 + nanos / 1e6;

/** The service's error as it was thrown there. One without details keeps its code, and the code's name as its reason. */
const rpcErrorOf = (error: ConnectError): RpcError => {
  const [info] = error.findDetails(ErrorInfoSchema);
  const [retry] = error.findDetails(RetryInfoSchema);
  const violations = error.findDetails(BadRequestSchema).flatMap(({ fieldViolations }) => fieldViolations);
  return new RpcError(error.code, info?.reason ?? nameOf(error.code), error.rawMessage, {
    metadata: info?.metadata ?? {},
    violations: violations.map(({ field, description }) => ({ field, description })),
    retryAfterMs: retry?.retryDelay && msOf(retry.retryDelay),
    cause: error,
  });
};

/** What a transport throws, as callers of the platform see it. */
export const asRpcError = (error: unknown): unknown => (error instanceof ConnectError ? rpcErrorOf(error) : error);
