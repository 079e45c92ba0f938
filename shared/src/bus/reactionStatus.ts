import { attributes as a } from "../telemetry/attributes.ts";
import { observe } from "../telemetry/gauges.ts";
import { instruments } from "../telemetry/instruments.ts";

export interface ReactionStatus {
  readonly state: "starting" | "running" | "recovering" | "stopped";
  readonly handled: number;
  readonly failed: number;
  readonly deadLetters: number;
  readonly unknown: number;
  /** Messages waiting at the server, as last told. */
  readonly pending: number;
  readonly lastError: string | null;
}

export type ReactionState = { -readonly [K in keyof ReactionStatus]: ReactionStatus[K] };

type Outcome = "handled" | "failed" | "dead_letter";

export interface ReactionTally {
  readonly status: ReactionState;
  /** Counts for the metrics only; `status` has counters of its own. */
  count(outcome: Outcome): void;
  close(): void;
}

/** A reaction's status, and its metrics under the name of its durable consumer. */
export const openTally = (durable: string): ReactionTally => {
  const status: ReactionState = { state: "starting", handled: 0, failed: 0, deadLetters: 0, unknown: 0, pending: 0, lastError: null };
  const add = (outcome: Outcome, n: number): void =>
    instruments.reactionMessages.add(n, { [a.messagingConsumer]: durable, [a.reactionOutcome]: outcome });
  // So that the series exists, and the first one counted is an increase.
  for (const outcome of ["handled", "failed", "dead_letter"] as const) add(outcome, 0);
  const unobserve = observe(["reactionPending"], () => [
    { metric: "reactionPending", value: status.pending, attributes: { [a.messagingConsumer]: durable } },
  ]);
  return { status, count: (outcome) => add(outcome, 1), close: unobserve };
};
