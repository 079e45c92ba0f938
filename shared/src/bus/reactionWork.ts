import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { instruments, secondsSince } from "../telemetry/instruments.ts";
import type { KeepDeadLetter } from "./deadLetter.ts";
import type { Pulled } from "./pull.ts";
import type { Delivery } from "./reactionQueue.ts";
import type { Replies } from "./reactionReplies.ts";
import type { ReactionTally } from "./reactionStatus.ts";
import { tracedHandling } from "./traces.ts";

export interface ReactionWorkOptions {
  readonly stream: string;
  readonly durable: string;
  readonly handle: (event: RecordedEvent, attempt: number) => Promise<void>;
  readonly deadLetter: KeepDeadLetter;
  /** Tries before the dead letter. */
  readonly maxDeliver: number;
  readonly replies: Replies;
  readonly tally: ReactionTally;
  readonly logger: Logger;
}

/**
 * Handles one delivery and answers it: acknowledges it after it was handled, asks for it again after a delay when that failed, and keeps it
 * as a dead letter after the last try. Never rejects.
 */
export const createReactionWork = (options: ReactionWorkOptions): ((delivery: Delivery) => Promise<void>) => {
  const { stream, durable, handle, deadLetter, maxDeliver, replies, tally, logger } = options;
  const { status, count } = tally;
  /** Sequences that were delivered once with a number of tries beyond the last. */
  const overdue = new Set<number>();

  const giveUp = async (message: Pulled, event: RecordedEvent | null, error: Error): Promise<void> => {
    const { subject, headers, data: payload, streamSequence: sequence, attempt: attempts } = message;
    await deadLetter({ stream, sequence, subject, headers, payload, event, error, attempts });
    count("dead_letter");
    status.deadLetters += 1;
    logger.error("message given up", { stream, durable, sequence, eventId: event?.eventId, attempts, tenantId: event?.tenantId, error });
    replies.terminate(message);
  };

  return async (delivery) => {
    const { event, error: undecoded } = delivery;
    const { attempt } = delivery.message;
    try {
      if (event === null) return await giveUp(delivery.message, null, undecoded!);
      if (attempt > maxDeliver) {
        const { streamSequence: sequence } = delivery.message;
        // The number comes with the delivery alone, which no digest covers: nothing is given up unhandled before a second one says so too.
        if (!overdue.delete(sequence)) {
          overdue.add(sequence);
          return replies.retryLater(delivery.message);
        }
        return await giveUp(delivery.message, event, new Error(`not finished in ${attempt - 1} tries`));
      }
      const start = performance.now();
      await tracedHandling(stream, durable, event, attempt, () => handle(event, attempt));
      instruments.reactionDuration.record(secondsSince(start), { [a.messagingConsumer]: durable });
      count("handled");
      status.handled += 1;
      replies.acknowledge(delivery.message);
    } catch (e) {
      const error = e instanceof Error ? e : new Error(String(e));
      count("failed");
      status.failed += 1;
      status.lastError = error.message;
      const sequence = delivery.message.streamSequence;
      logger.warn("message failed", { stream, durable, sequence, attempt, tenantId: event?.tenantId, error });
      // Beyond maxDeliver, or when it could not be decoded, storing the dead letter is what failed; that is tried again later.
      if (attempt === maxDeliver && event !== null)
        await giveUp(delivery.message, event, error).catch(() => replies.retryLater(delivery.message));
      else replies.retryLater(delivery.message);
    }
  };
};
