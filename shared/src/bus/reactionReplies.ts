import { isConnected, type NatsConnection } from "./connection.ts";
import type { Pulled } from "./pull.ts";

const nanos = 1_000_000;

/** The answers to a delivery. If one cannot be sent, the message is delivered again after the consumer's ack wait. */
export interface Replies {
  acknowledge(message: Pulled): void;
  /** Deliver it again after the delay for this attempt. */
  retryLater(message: Pulled): void;
  /** Deliver it again at once, to whichever process asks next. */
  giveBack(message: Pulled): void;
  /** Never deliver it again. */
  terminate(message: Pulled): void;
  /** It is still being handled: the ack wait begins anew. */
  inProgress(message: Pulled): void;
}

/** `backoffMs` is the delay before the second, third, … try; the last one repeats. */
export const createReplies = (nc: NatsConnection, backoffMs: ReadonlyArray<number>): Replies => {
  const reply = (message: Pulled, verdict: string): void => {
    try {
      if (!nc.isClosed() && isConnected(nc)) nc.publish(message.reply, verdict);
    } catch {
      // Without an answer the message is delivered again after the ack wait.
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
