import { defaults } from "../base/defaults.ts";
import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import type { NatsConnection } from "./connection.ts";
import type { KeepDeadLetter } from "./deadLetter.ts";

export interface ReactionOptions {
  readonly nc: NatsConnection;
  readonly stream: string;
  /** Under 32 characters, no dots; names the consumer for good. */
  readonly durable: string;
  readonly filterSubject?: string;
  /** The public types that are handled; others are acknowledged and counted. Absent = all. */
  readonly types?: ReadonlyArray<string>;
  /**
   * Must have committed when it resolves, and must be idempotent: use `eventId` as the append's id, or keep it in an inbox. Events of one
   * stream are handled one at a time; one that failed is handled again later, after those that followed it.
   */
  readonly handle: (event: RecordedEvent, attempt: number) => Promise<void>;
  readonly deadLetter: KeepDeadLetter;
  readonly logger: Logger;
  /** Tries before the dead letter; default 5. */
  readonly maxDeliver?: number;
  readonly ackWaitMs?: number;
  readonly maxAckPending?: number;
  /** Handlers at once; default 8. */
  readonly concurrency?: number;
  /** Delay before the second, third, … try, ms; the last repeats. */
  readonly backoffMs?: ReadonlyArray<number>;
  readonly replicas?: number;
  readonly signal?: AbortSignal;
}

type Numbers = "maxDeliver" | "ackWaitMs" | "maxAckPending" | "concurrency" | "backoffMs";

export const withDefaults = (options: ReactionOptions): Required<Pick<ReactionOptions, Numbers>> => ({
  maxDeliver: options.maxDeliver ?? defaults.reaction.maxDeliver,
  ackWaitMs: options.ackWaitMs ?? defaults.reaction.ackWaitMs,
  maxAckPending: options.maxAckPending ?? defaults.reaction.maxAckPending,
  concurrency: options.concurrency ?? defaults.reaction.concurrency,
  backoffMs: options.backoffMs ?? defaults.reaction.backoffMs,
});
