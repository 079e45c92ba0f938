import type { EventEmitter } from "node:events";
import { status as Code, Metadata, type ServiceError } from "@grpc/grpc-js";
import { type Authenticator, tenantOf } from "../auth/authenticator.ts";
import { actorOf, hasScope, type Principal, PUBLIC } from "../auth/principal.ts";
import { cancelled, deadlineExceeded, invalidArgument, invalidField, notFound, permissionDenied, type RpcError } from "../base/errors.ts";
import { uuidv7 } from "../base/ids.ts";
import type { Logger } from "../base/logger.ts";
import type { RateLimiter } from "../redis/rateLimit.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { instruments, secondsSince } from "../telemetry/instruments.ts";
import { activeTraceparent } from "../telemetry/tracing.ts";
import type { CallContext } from "./context.ts";
import { toRpcError } from "./errorMapping.ts";
import type { Method } from "./method.ts";
import { Spending } from "./spending.ts";
import { toServiceError } from "./status.ts";

/** What every call of a server shares. */
export interface ServerEnv {
  readonly service: string;
  readonly logger: Logger;
  readonly auth: Authenticator;
  readonly rateLimiter: RateLimiter | undefined;
  readonly pageSecret: Buffer;
  /** Calls that are being served; a shutdown reaches them here. */
  readonly open: Set<ServerCall>;
}

/** What all four kinds of grpc-js call have in common. */
export interface WireCall extends EventEmitter {
  readonly metadata: Metadata;
  getDeadline(): Date | number;
  getPath(): string;
  sendMetadata(metadata: Metadata): void;
}

const farFuture = 8.64e15;
const printable = /^[\x21-\x7e]{1,128}$/;
const traceparentPattern = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const nobody: Principal = { kind: "api_key", id: "anonymous", tenantId: null, scopes: [], rateLimit: null, budget: null };

const header = (metadata: Metadata, key: string, pattern: RegExp): string | null => {
  const [value] = metadata.get(key);
  return typeof value === "string" && pattern.test(value) ? value : null;
};

/** One call from its first header to its status; the context its handler sees. */
export class ServerCall implements CallContext {
  readonly requestId: string | null;
  readonly traceparent: string | null;
  readonly deadline: Date;
  tenantId = "";
  principal = nobody;
  actor = "anonymous";
  /** The server asks the call to come to an end by itself. */
  draining = false;
  /** Why the call was given up, once it was. */
  interruption: RpcError | null = null;
  /** The waits that an interruption ends: one for the reading side, one for the writing side. */
  readonly waits = new Set<(reason: RpcError) => void>();
  onDrain: (() => void) | undefined;
  /** Why no more of the caller's messages are taken; those that were are answered first. */
  refusal: unknown = null;
  /** What it uses of its key's and tenant's limits; null where it has none. */
  spending: Spending | null = null;
  #controller: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #status = Code.OK;
  readonly pageSecret: Buffer;
  readonly #start = performance.now();
  readonly #env: ServerEnv;
  readonly #wire: WireCall;

  constructor(wire: WireCall, method: Method, env: ServerEnv) {
    this.#env = env;
    this.#wire = wire;
    this.pageSecret = env.pageSecret;
    this.requestId = header(wire.metadata, "x-request-id", printable);
    this.traceparent = activeTraceparent() ?? header(wire.metadata, "traceparent", traceparentPattern);
    const asked = Number(wire.getDeadline());
    if (asked !== Infinity)
      this.deadline = new Date(asked); // the transport answers when it passes
    else if (method.deadlineMs !== null) {
      this.deadline = new Date(Date.now() + method.deadlineMs);
      this.#timer = setTimeout(() => this.interrupt(deadlineExceeded()), method.deadlineMs);
      this.#timer.unref();
    } else this.deadline = new Date(farFuture);
    wire.once("cancelled", () => this.interrupt(Date.now() >= this.deadline.getTime() ? deadlineExceeded() : cancelled()));
    env.open.add(this);
    if (this.requestId !== null) {
      const echo = new Metadata();
      echo.set("x-request-id", this.requestId);
      wire.sendMetadata(echo);
    }
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.interruption) this.#controller.abort(this.interruption);
    }
    return this.#controller.signal;
  }

  /** Ends every wait of the call with `reason` and tells its handler through `signal`. The first reason stands. */
  interrupt(reason: RpcError): void {
    if (this.interruption || !this.#env.open.has(this)) return;
    this.interruption = reason;
    this.#controller?.abort(reason);
    for (const end of this.waits) end(reason);
  }

  /** Asks the call to end by itself; what it was already given it may finish. */
  drain(): void {
    this.draining = true;
    this.onDrain?.();
  }

  /** `work`, or the interruption when that comes first. Keeps nothing behind, so it may be called once a message. */
  orInterrupted<A>(work: Promise<A>): Promise<A> {
    if (this.interruption) {
      work.catch(() => undefined);
      return Promise.reject(this.interruption);
    }
    return new Promise((resolve, reject) => {
      this.waits.add(reject);
      work.then(
        (value) => {
          this.waits.delete(reject);
          resolve(value);
        },
        (error) => {
          this.waits.delete(reject);
          reject(error);
        },
      );
    });
  }

  /** The call is over, whatever its outcome: nothing may interrupt it any more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#env.open.delete(this);
    void this.spending?.settle();
    const about = { [a.rpcSystem]: "grpc", [a.rpcMethod]: this.#method, [a.rpcStatus]: Code[this.#status]! };
    instruments.rpcDuration.record(secondsSince(this.#start), about);
  }

  /** Authentication, scope, tenant and limits, in this order; a method that is not public is denied until all four agree. */
  async admit(method: Method): Promise<void> {
    if (method.scope === PUBLIC) return;
    const { auth, rateLimiter } = this.#env;
    const found = auth.authenticate(this.#wire.metadata);
    const principal = found instanceof Promise ? await this.orInterrupted(found) : found;
    this.principal = principal;
    this.actor = actorOf(principal);
    const tenantId = tenantOf(principal, this.#wire.metadata);
    if (!hasScope(principal, method.scope))
      throw permissionDenied("MISSING_SCOPE", `the API key lacks the scope ${method.scope}`, { scope: method.scope });
    if (tenantId === null && method.tenant === "required")
      throw invalidField("x-tenant-id", "name the tenant in the metadata", "MISSING_TENANT");
    this.tenantId = tenantId ?? "";
    if (tenantId !== null && principal.tenantId === null && method.tenant === "required") {
      const has = auth.hasTenant(tenantId);
      if (!(has instanceof Promise ? await this.orInterrupted(has) : has))
        throw notFound("TENANT_NOT_FOUND", "no such tenant", { tenantId });
    }
    this.spending = Spending.of(rateLimiter, principal, () =>
      instruments.rateLimited.add(1, { [a.rpcMethod]: this.#method, [a.tenant]: principal.tenantId ?? "" }),
    );
    await this.spending?.reserve(1);
  }

  async spend(units: number): Promise<void> {
    await this.spending?.spend(units);
  }

  /** "marketing.<service>.v1.<Service>/<Rpc>" */
  get #method(): string {
    return this.#wire.getPath().slice(1);
  }

  /** The error as it goes out. */
  serviceError(thrown: unknown): ServiceError {
    const errorId = this.requestId ?? uuidv7();
    const about = { method: this.#method, errorId, tenantId: this.tenantId, traceId: this.traceparent?.slice(3, 35) };
    const error = toRpcError(this.interruption ?? thrown, { ...about, logger: this.#env.logger });
    this.#status = error.code;
    return toServiceError(error, this.#env.service, errorId);
  }
}

/** Bytes → request, in two steps: the wire format, then the method's own rules. */
export const readRequest = (bytes: Buffer, deserialize: (bytes: Buffer) => unknown, method: Method): unknown => {
  let raw: unknown;
  try {
    raw = deserialize(bytes);
  } catch {
    throw invalidArgument([{ field: "", description: "the request is not a valid protobuf message of its type" }], "MALFORMED_REQUEST");
  }
  return method.decode(raw);
};
