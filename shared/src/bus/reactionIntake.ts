import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import { decodeCloudEvent, expectedSequence } from "./cloudEvent.ts";
import { epochOf, type NatsConnection } from "./connection.ts";
import type { Pulled } from "./pull.ts";
import type { Replies } from "./reactionReplies.ts";
import { fetchedAgain } from "./storedMessages.ts";

/** What a delivery turned out to be: an event, or what is no event in the store either; `error` says why. */
export type Taken = { readonly event: RecordedEvent; readonly error: null } | { readonly event: null; readonly error: Error };

export interface Intake {
  /** What it is, at once if that is beyond doubt; else null, and `settled` is called when it is known, or it is delivered again. */
  take(message: Pulled): Taken | null;
}

/**
 * Looks at deliveries before they are worked on. What is no event, or does not stand where its delivery says, is never judged by what came:
 * the message is fetched again, by another connection, and only what the store has so counts.
 */
export const createIntake = (options: {
  readonly nc: NatsConnection;
  readonly stream: string;
  readonly durable: string;
  readonly replies: Replies;
  readonly logger: Logger;
  readonly settled: (message: Pulled, taken: Taken) => unknown;
}): Intake => {
  const { nc, stream, durable, replies, logger, settled } = options;
  /** Sequences that were fetched again and are in the store as they came. */
  const known = new Set<number>();

  const read = (message: Pulled): Taken => {
    try {
      return { event: decodeCloudEvent(message.headers, message.data), error: null };
    } catch (error) {
      return { event: null, error: error as Error };
    }
  };

  const lookInto = async (message: Pulled, taken: Taken, epoch: number): Promise<void> => {
    const sequence = message.streamSequence;
    const held = await fetchedAgain(nc, stream, message, epoch);
    if (held !== null && held.headers === message.headers && Buffer.compare(held.data, message.data) === 0) {
      known.add(sequence);
      settled(message, taken);
      return;
    }
    const reason = taken.error?.message;
    // The subject says that it is the message that was delivered: the sequence may be what broke.
    if (held?.fault === null && held.subject === message.subject) {
      logger.warn("a message came broken and was fetched again", { stream, durable, sequence, reason });
      const whole = { ...message, headers: held.headers, data: held.data };
      settled(whole, read(whole));
    } else {
      logger.warn("a message came broken and is asked for again", { stream, durable, sequence, reason });
      replies.giveBack(message);
    }
  };

  return {
    take: (message) => {
      const taken = read(message);
      const expected = expectedSequence(message.headers);
      const doubted = taken.error !== null || (expected !== null && expected !== message.streamSequence);
      if (!doubted || known.has(message.streamSequence)) return taken;
      lookInto(message, taken, epochOf(nc)).catch((error: Error) =>
        logger.warn("a broken message could not be fetched again yet", { stream, durable, sequence: message.streamSequence, error }),
      );
      return null;
    },
  };
};
