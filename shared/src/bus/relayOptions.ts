import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import type { Source } from "../subscription/source.ts";
import type { PublicEvent } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import type { RelayCheckpoint } from "./relayMemory.ts";
import type { StreamOptions } from "./stream.ts";

export interface RelayOptions {
  readonly nc: NatsConnection;
  readonly service: string;
  /** The service's own log. */
  readonly source: Source;
  /** The service's publish.ts; null = stays private. Must be deterministic. */
  readonly publish: (event: RecordedEvent) => PublicEvent | null;
  readonly logger: Logger;
  readonly stream?: Omit<StreamOptions, "service">;
  /** Messages in flight; default 1,000. Twice as many events are read at once, the next while these are sent. */
  readonly window?: number;
  /** Ends the relay when aborted (the lease is lost). */
  readonly signal?: AbortSignal;
  /** Longest wait for a hint, ms; default 500. */
  readonly pollMs?: number;
  /** How often an idle relay compares the bus with what it believes, ms; default 5,000. */
  readonly verifyEveryMs?: number;
  readonly ackTimeoutMs?: number;
  /**
   * An event that cannot be published (publish threw, too large). "skip" goes on without it, after the callback saw to it
   * (parked); anything else halts the relay. Called again for the same event after a restart. Default: halt.
   */
  readonly onPoison?: (event: RecordedEvent, error: Error) => Promise<"skip" | "halt"> | "skip" | "halt";
  /** Remembers how far the log was read, for tails of private events and for a bus emptied by age. Optional; never trusted against the bus. */
  readonly checkpoint?: RelayCheckpoint;
}

export interface RelayStatus {
  readonly state: "starting" | "running" | "recovering" | "halted" | "stopped";
  /** Everything up to here is on the bus, or private. */
  readonly position: number;
  /** Last readable position of the log. */
  readonly head: number;
  /** Messages acknowledged since the start. */
  readonly published: number;
  /** Times it had to find its place again. */
  readonly recoveries: number;
  readonly lastError: string | null;
}

export type RelayState = { -readonly [K in keyof RelayStatus]: RelayStatus[K] };
