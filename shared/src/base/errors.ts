import { Code } from "./code.ts";
import type { Rejection } from "./decider.ts";

export interface Violation {
  /** Proto field path in snake_case: `traits.plan`, `events[3].event_name`. */
  readonly field: string;
  readonly description: string;
}

export interface RpcErrorOptions {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly violations?: ReadonlyArray<Violation>;
  /** When the caller may try again, in milliseconds from now. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** An error the caller is meant to see. `reason` is UPPER_SNAKE_CASE and stable; `message` is for people. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: Code;
  readonly reason: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: ReadonlyArray<Violation>;
  readonly retryAfterMs: number | undefined;
  constructor(code: Code, reason: string, message: string, options: RpcErrorOptions = {}) {
    // It is an answer and no bug: where it was made is not asked, and to note the stack is most of what a refused call costs.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.reason = reason;
    this.metadata = options.metadata ?? {};
    this.violations = options.violations ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }
}

type Metadata = Readonly<Record<string, string>>;
const make =
  (code: Code) =>
  (reason: string, message: string, metadata: Metadata = {}): RpcError =>
    new RpcError(code, reason, message, { metadata });

export const notFound = make(Code.NOT_FOUND);
export const alreadyExists = make(Code.ALREADY_EXISTS);
export const failedPrecondition = make(Code.FAILED_PRECONDITION);
export const permissionDenied = make(Code.PERMISSION_DENIED);
export const unauthenticated = make(Code.UNAUTHENTICATED);
export const aborted = make(Code.ABORTED);
export const outOfRange = make(Code.OUT_OF_RANGE);

/** Every field that is wrong, at once. */
export const invalidArgument = (violations: ReadonlyArray<Violation>, reason = "INVALID_FIELDS"): RpcError =>
  new RpcError(
    Code.INVALID_ARGUMENT,
    reason,
    violations.length === 0
      ? "the request is not valid"
      : violations.map((v) => (v.field ? `${v.field}: ${v.description}` : v.description)).join("; "),
    { violations },
  );

/** One field that is wrong. */
export const invalidField = (field: string, description: string, reason?: string): RpcError =>
  invalidArgument([{ field, description }], reason);

export const resourceExhausted = (reason: string, message: string, retryAfterMs?: number, metadata: Metadata = {}): RpcError =>
  new RpcError(Code.RESOURCE_EXHAUSTED, reason, message, { metadata, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });

const sizes = (size: number, limit: number): Metadata => ({ size: String(size), limit: String(limit) });

// No limits that time would cure, and so without one to try again.

export const requestTooLarge = (size: number, limit: number): RpcError =>
  resourceExhausted(
    "REQUEST_TOO_LARGE",
    `the message has ${size} bytes, and may have ${limit} in this call: send less at a time`,
    undefined,
    sizes(size, limit),
  );

export const answerTooLarge = (size: number, limit: number): RpcError =>
  resourceExhausted(
    "ANSWER_TOO_LARGE",
    `the answer has ${size} bytes, and may have ${limit}: ask for less at a time`,
    undefined,
    sizes(size, limit),
  );

export const unavailable = (reason: string, message: string, options: RpcErrorOptions = {}): RpcError =>
  new RpcError(Code.UNAVAILABLE, reason, message, options);

export const deadlineExceeded = (message = "the deadline of the call has passed"): RpcError =>
  new RpcError(Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", message);

export const cancelled = (message = "the caller has cancelled the call"): RpcError => new RpcError(Code.CANCELLED, "CANCELLED", message);

const kinds: Record<Rejection["kind"], Code> = {
  invalid_argument: Code.INVALID_ARGUMENT,
  not_found: Code.NOT_FOUND,
  already_exists: Code.ALREADY_EXISTS,
  failed_precondition: Code.FAILED_PRECONDITION,
  permission_denied: Code.PERMISSION_DENIED,
};

/** A decider's refusal, as the caller sees it. */
export const fromRejection = ({ kind, reason, message, metadata = {}, violations = [] }: Rejection): RpcError =>
  new RpcError(kinds[kind], reason, message, { metadata, violations });
