import { status as Code, Metadata, type StatusObject } from "@grpc/grpc-js";
import { type Authenticator, tenantOf } from "../auth/authenticator.ts";
import { actorOf, hasScope, type Principal, PUBLIC } from "../auth/principal.ts";
import { defaults } from "../base/defaults.ts";
import {
  answerTooLarge,
  cancelled,
  deadlineExceeded,
  invalidArgument,
  invalidField,
  notFound,
  permissionDenied,
  RpcError,
} from "../base/errors.ts";
import { uuidv7 } from "../base/ids.ts";
import type { Logger } from "../base/logger.ts";
import type { ServedCall } from "../base/servedCall.ts";
import type { RateLimiter } from "../redis/rateLimit.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { instruments, secondsSince } from "../telemetry/instruments.ts";
import { activeTraceparent } from "../telemetry/tracing.ts";
import type { CallContext } from "./context.ts";
import { countRefusal, refusals } from "./edge/refusals.ts";
import type { Release, Shares } from "./edge/shares.ts";
import type { Turns } from "./edge/turns.ts";
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
  /** Of any message. */
  readonly maxMessageBytes: number;
  /** Calls that are being received or served; a shutdown reaches them here. */
  readonly open: Set<ServerCall>;
  /** What one tenant may have at once. */
  readonly shares: { readonly calls: Shares; readonly streams: Shares; readonly bytes: Shares };
  readonly turns: Turns;
  /** How long a caller may take to read an answer that is complete, and the status of a call that was broken off. */
  readonly limits: { readonly sendMs: number; readonly lastWordMs: number };
}

/** What a call is to the transport. */
export interface Wire {
  readonly metadata: Metadata;
  /** "/marketing.<service>.v1.<Service>/<Rpc>" */
  readonly path: string;
  /** The caller's address, without its port. */
  readonly peer: string;
  /** As the caller set it; Infinity where it set none. */
  readonly deadline: number;
  /** The caller's message of this number, from 0, is done with: what it took of the tenant's room is free again. */
  free(message: number): void;
  sendMetadata(metadata: Metadata): void;
  /** Ends the HTTP/2 stream at once; what is still on its way is lost. */
  cut(): void;
}

/** Also where this server may send more: what the caller takes is usually what gRPC takes without being told. The rest is for what stands beside the rows. */
const pageBytesOf = (maxMessageBytes: number): number => Math.floor((Math.min(maxMessageBytes, defaults.grpc.usualMessageBytes) * 7) / 8);

const farFuture = 8.64e15;
const printable = /^[\x21-\x7e]{1,128}$/;
const traceparentPattern = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const nobody: Principal = { kind: "api_key", id: "anonymous", tenantId: null, scopes: [], rateLimit: null, budget: null };

const missingScope = (scope: string) => permissionDenied("MISSING_SCOPE", `the API key lacks the scope ${scope}`, { scope });

const header = (metadata: Metadata, key: string, pattern: RegExp): string | null => {
  const [value] = metadata.get(key);
  return typeof value === "string" && pattern.test(value) ? value : null;
};

/** What admission asks of a method. */
export type Admission = Pick<Method, "kind" | "scope" | "tenant">;

/** One call from its first header to its status; the context its handler sees. */
export class ServerCall implements CallContext, ServedCall {
  readonly requestId: string | null;
  traceparent: string | null = null;
  readonly deadline: Date;
  tenantId = "";
  /** Whose places it takes. */
  holder = "";
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
  /** What was asked of the caller who was admitted. */
  #scope: string | null = null;
  /** What the call holds until its stream has ended. */
  #held: Release | undefined;
  #ended = false;
  /** A handler has taken it over: until then whoever received it answers for it. */
  begun = false;
  #controller: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #status = Code.OK;
  /** The number of the message that its handler was given last, and whether it works on it though it asks for the next. */
  #given = -1;
  #kept = false;
  readonly pageSecret: Buffer;
  readonly pageBytes: number;
  readonly #start = performance.now();
  readonly #env: ServerEnv;
  readonly #wire: Wire;

  constructor(wire: Wire, deadlineMs: number | null, env: ServerEnv) {
    this.#env = env;
    this.#wire = wire;
    this.pageSecret = env.pageSecret;
    this.pageBytes = pageBytesOf(env.maxMessageBytes);
    this.requestId = header(wire.metadata, "x-request-id", printable);
    if (wire.deadline !== Infinity)
      this.deadline = new Date(wire.deadline); // the transport answers when it passes
    else if (deadlineMs !== null) {
      this.deadline = new Date(Date.now() + deadlineMs);
      this.#timer = setTimeout(() => this.interrupt(deadlineExceeded()), deadlineMs);
      this.#timer.unref();
    } else this.deadline = new Date(farFuture);
    env.open.add(this);
    if (this.requestId !== null) {
      const echo = new Metadata();
      echo.set("x-request-id", this.requestId);
      wire.sendMetadata(echo);
    }
  }

  /** The handler takes over, in the span of its own that telemetry has opened. */
  begin(): void {
    this.begun = true;
    this.traceparent = activeTraceparent() ?? header(this.#wire.metadata, "traceparent", traceparentPattern);
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

  /** An answer that is sent as it is. Throws where it is larger than a message may be. */
  sized(answer: Buffer): Buffer {
    const { maxMessageBytes } = this.#env;
    if (answer.length <= maxMessageBytes) return answer;
    throw answerTooLarge(answer.length, maxMessageBytes);
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

  /** The call is over, whatever its outcome: nothing may interrupt it any more. A caller that does not take the answer is not waited for. */
  close(): void {
    if (!this.#env.open.delete(this)) return;
    clearTimeout(this.#timer);
    void this.spending?.settle();
    if (!this.#ended) {
      const { lastWordMs, sendMs } = this.#env.limits;
      this.#timer = setTimeout(() => this.#wire.cut(), this.interruption ? lastWordMs : sendMs);
      this.#timer.unref();
    }
    const about = { [a.rpcSystem]: "grpc", [a.rpcMethod]: this.#method, [a.rpcStatus]: Code[this.#status]! };
    instruments.rpcDuration.record(secondsSince(this.#start), about);
  }

  /** The stream has ended: the answer has left, or the caller has. */
  end(): void {
    this.#ended = true;
    if (this.#env.open.has(this)) this.interrupt(Date.now() >= this.deadline.getTime() ? deadlineExceeded() : cancelled());
    else clearTimeout(this.#timer);
    this.#held?.();
    this.#held = undefined;
  }

  /** Whether the caller still may. `looks` are those of this round, by caller. */
  recheck(looks: Map<string, Promise<Principal>>): void {
    const scope = this.#scope;
    if (scope === null) return;
    let look = looks.get(this.actor);
    if (!look) {
      look = (async () => this.#env.auth.authenticate(this.#wire.metadata, this.#wire.peer))();
      looks.set(this.actor, look);
    }
    look.then(
      (now) => {
        if (!hasScope(now, scope)) this.interrupt(missingScope(scope));
      },
      (error) => {
        if (error instanceof RpcError && error.code === Code.UNAUTHENTICATED) this.interrupt(error);
      },
    );
  }

  /** One of the places that `holder` has. It is given back when the stream has ended. */
  async #take(shares: Shares, holder: string): Promise<void> {
    const place = shares.take(holder);
    const release = place instanceof Promise ? await this.#orGivenBack(place) : place;
    if (this.#ended) release();
    else this.#held = release;
  }

  #orGivenBack(place: Promise<Release>): Promise<Release> {
    place.then(
      (release) => this.interruption && release(),
      () => undefined,
    );
    return this.orInterrupted(place);
  }

  /** Authentication, tenant, scope, a place, and rate limit, in this order; a method that is not public is denied until all agree. */
  async admit(method: Admission): Promise<void> {
    const { auth, rateLimiter } = this.#env;
    const shares = method.kind === "unary" ? this.#env.shares.calls : this.#env.shares.streams;
    if (method.scope === PUBLIC) {
      this.holder = this.#wire.peer;
      return this.#take(shares, this.holder);
    }
    const found = auth.authenticate(this.#wire.metadata, this.#wire.peer);
    const principal = found instanceof Promise ? await this.orInterrupted(found) : found;
    this.principal = principal;
    this.#scope = method.scope;
    this.actor = actorOf(principal);
    const tenantId = tenantOf(principal, this.#wire.metadata);
    if (!hasScope(principal, method.scope)) throw missingScope(method.scope);
    if (tenantId === null && method.tenant === "required")
      throw invalidField("x-tenant-id", "name the tenant in the metadata", "MISSING_TENANT");
    this.tenantId = tenantId ?? "";
    if (tenantId !== null && principal.tenantId === null && method.tenant === "required") {
      const has = auth.hasTenant(tenantId);
      if (!(has instanceof Promise ? await this.orInterrupted(has) : has))
        throw notFound("TENANT_NOT_FOUND", "no such tenant", { tenantId });
    }
    // The platform's calls for a tenant do not wait for the tenant's own; its reads do not stop its writes.
    this.holder = `${principal.kind} ${this.tenantId}`;
    await this.#take(shares, `${this.holder} ${method.scope}`);
    this.spending = Spending.of(rateLimiter, principal, () =>
      instruments.rateLimited.add(1, { [a.rpcMethod]: this.#method, [a.tenant]: principal.tenantId ?? "" }),
    );
    await this.spending?.reserve(1);
  }

  inTurn<A>(work: () => A): Promise<Awaited<A>> {
    return this.#env.turns.run(this.holder, work);
  }

  async spend(units: number): Promise<void> {
    await this.spending?.spend(units);
  }

  /** "marketing.<service>.v1.<Service>/<Rpc>" */
  get #method(): string {
    return this.#wire.path.slice(1);
  }

  /** The handler is given the caller's next message. */
  give(): void {
    this.#given++;
    this.#kept = false;
  }

  /** The handler asks for the one after it. */
  takeBack(): void {
    if (!this.#kept) this.#wire.free(this.#given);
  }

  keepUntil(done: Promise<unknown>): void {
    this.#kept = true;
    const message = this.#given;
    const free = () => this.#wire.free(message);
    done.then(free, free);
  }

  /** The error as it goes out. */
  serviceError(thrown: unknown): StatusObject {
    const errorId = this.requestId ?? uuidv7();
    const about = { method: this.#method, errorId, tenantId: this.tenantId, traceId: this.traceparent?.slice(3, 35) };
    const error = toRpcError(this.interruption ?? thrown, { ...about, logger: this.#env.logger });
    this.#status = error.code;
    if (refusals.has(error.reason)) countRefusal(error.reason, this.principal.tenantId);
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
