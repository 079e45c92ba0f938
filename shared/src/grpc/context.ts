import type { Principal } from "../auth/principal.ts";

/** What a handler knows about the call it serves. */
export interface CallContext {
  /** Lower-case UUID; "" only where the method says `tenant: "none"` and the platform named none. */
  readonly tenantId: string;
  readonly principal: Principal;
  /** For the metadata of events: "key:<id>", "service:<name>" or "platform:platform". */
  readonly actor: string;
  /** The caller's `x-request-id`, echoed in the answer. */
  readonly requestId: string | null;
  /** W3C trace context of the caller; null when absent or malformed. */
  readonly traceparent: string | null;
  /** What page tokens are made with: the same in all replicas of the service. */
  readonly pageSecret: Buffer;
  /** What the rows of one page may have together, so that the answer fits into a message. */
  readonly pageBytes: number;
  /** Aborted when the caller cancels, the deadline passes or the server shuts down; the reason is an RpcError. */
  readonly signal: AbortSignal;
  /** When the caller stops waiting; far in the future for a stream without a deadline. */
  readonly deadline: Date;
  /**
   * Uses units of the caller's limits, for what is known to cost more than a call only once it was read: rows of a file. To be asked before
   * anything is done. Throws RESOURCE_EXHAUSTED.
   */
  spend(units: number): Promise<void>;
  /**
   * The message of its stream that the handler was given last is worked on until then, though it asks for the next: so long it counts among
   * what the tenant has sent. Without a word a message is done with when the next is asked for.
   */
  keepUntil(done: Promise<unknown>): void;
}
