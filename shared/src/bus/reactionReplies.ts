import { isConnected, type NatsConnection } from "./connection.ts";
import type { Pulled } from "./pull.ts";

const nanos = 1_000_000;

/** What a consumer may answer to a delivery. An answer that cannot be sent is not missed: the message comes again after its wait. */
export interface Replies {
  acknowledge(message: Pulled): void;
  /** Later again, after the delay of this attempt. */
  retryLater(message: Pulled): void;
  /** Again at once, to whoever asks next. */
  giveBack(message: Pulled): void;
  /** Never again. */
  terminate(message: Pulled): void;
  /** Still being worked on: its wait begins anew. */
  inProgress(message: Pulled): void;
}

/** `backoffMs` is the delay before the second, third, … try; the last one repeats. */
export const createReplies = (nc: NatsConnection, backoffMs: ReadonlyArray<number>): Replies => {
  const reply = (message: Pulled, verdict: string): void => {
    try {
      if (!nc.isClosed() && isConnected(nc)) nc.publish(message.reply, verdict);
    } catch {
      // not told: the message comes again after its wait
    }
  };
  const delayOf = (attempt: number): number => backoffMs[Math.min(attempt, backoffMs.length) - 1] ?? 1_000;
  return {
    acknowledge: (message) => reply(message, "+ACK"),
    retryLater: (message) => reply(message, `-NAK ${JSON.stringify({ delay: delayOf(message.attempt) * nanos })}`),
    giveBack: (message) => reply(message, "-NAK"),
    terminate: (message) => reply(message, "+TERM"),
    inProgress: (message) => reply(message, "+WPI"),
  };
};
