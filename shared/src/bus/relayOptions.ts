import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import type { Source } from "../subscription/source.ts";
import type { PublicEvent } from "./cloudEvent.ts";
import type { NatsConnection } from "./connection.ts";
import type { ConsumerRecord } from "./consumerRecord.ts";
import type { RelayCheckpoint } from "./relayMemory.ts";
import type { KeepForeign } from "./relayQuarantine.ts";
import type { StreamOptions } from "./stream.ts";

export type OnPoison = "skip" | "again" | "halt";

export interface RelayOptions {
  readonly nc: NatsConnection;
  readonly service: string;
  /** The service's own log. */
  readonly source: Source;
  /** The public form of an event; null when it is private. Must be deterministic. */
  readonly publish: (event: RecordedEvent) => PublicEvent | null;
  readonly logger: Logger;
  readonly stream?: Omit<StreamOptions, "service">;
  /** Messages in flight; default 1,000. Twice as many events are read at once, the next while these are sent. */
  readonly window?: number;
  /** Ends the relay when aborted (the lease is lost). */
  readonly signal?: AbortSignal;
  /** Longest wait for a hint, ms; default 500. */
  readonly pollMs?: number;
  /** How often an idle relay checks that the bus still ends where it believes, ms; default 5,000. */
  readonly verifyEveryMs?: number;
  readonly ackTimeoutMs?: number;
  /**
   * Called for an event that cannot be published, because `publish` threw or it is too large. Returns "skip" after it has parked the event,
   * and the relay goes on without it, or "again" where it is to be tried again at once; otherwise the relay halts, which is also the default.
   * Called again for the same event whenever the relay comes to it again.
   */
  readonly onPoison?: (event: RecordedEvent, error: Error) => Promise<OnPoison> | OnPoison;
  /** Stores a message that somebody else wrote to the JetStream stream, before the relay makes that anew without it. */
  readonly onForeign?: KeepForeign;
  /**
   * Stores how far the log was read, so that private events at its end need not be read again, nor everything when all messages have
   * expired.
   */
  readonly checkpoint?: RelayCheckpoint;
  /** Stores which durable consumers there are and how far they are, so that they outlive their JetStream stream. */
  readonly consumers?: ConsumerRecord;
  /** How often it looks at them, ms; default 5,000. */
  readonly consumersEveryMs?: number;
}

export interface RelayStatus {
  readonly state: "starting" | "running" | "recovering" | "halted" | "stopped";
  /** Every event up to here is on the bus or private. */
  readonly position: number;
  /** Last readable position of the log. */
  readonly head: number;
  /** Messages acknowledged since the start. */
  readonly published: number;
  /** How often it had to read the end of the JetStream stream again. */
  readonly recoveries: number;
  readonly lastError: string | null;
}

export type RelayState = { -readonly [K in keyof RelayStatus]: RelayStatus[K] };
