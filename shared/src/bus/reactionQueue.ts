import type { RecordedEvent } from "../base/event.ts";
import type { Pull, Pulled } from "./pull.ts";

/** A message that was delivered and not yet answered. */
export interface Delivery {
  /** The newest delivery of it, which is the one to answer. */
  message: Pulled;
  /** The pull whose capacity it uses. */
  readonly from: Pull | null;
  /** Null when the message could not be decoded; `error` says why. */
  readonly event: RecordedEvent | null;
  readonly error: Error | null;
}

export interface ReactionQueue {
  /** The delivery of this sequence in the JetStream stream, waiting or being worked on. */
  held(sequence: number): Delivery | undefined;
  allHeld(): Iterable<Delivery>;
  add(delivery: Delivery): void;
  /** How many are being worked on. */
  running(): number;
  /** Removes and returns those that wait; those being handled go on. */
  clear(): ReadonlyArray<Delivery>;
  /** Starts nothing more. */
  close(): void;
}

/**
 * Gives deliveries to `work`, at most `concurrency` at once, and those of one event stream one after the other. The oldest delivery whose
 * stream has none running is next. `finished` is called after each.
 */
export const createReactionQueue = (options: {
  readonly concurrency: number;
  /** Never rejects. */
  readonly work: (delivery: Delivery) => Promise<void>;
  readonly finished: () => void;
}): ReactionQueue => {
  const { concurrency, work, finished } = options;
  const held = new Map<number, Delivery>();
  const waiting: Delivery[] = [];
  const busy = new Set<string>();
  let [running, closed] = [0, false];

  const finish = (delivery: Delivery, streamId: string | null): void => {
    running -= 1;
    if (streamId !== null) busy.delete(streamId);
    held.delete(delivery.message.streamSequence);
    delivery.from?.taken([delivery.message]);
    startNext();
    finished();
  };

  const startNext = (): void => {
    while (!closed && running < concurrency) {
      const at = waiting.findIndex(({ event }) => event === null || !busy.has(event.streamId));
      if (at === -1) return;
      const delivery = waiting.splice(at, 1)[0]!;
      const streamId = delivery.event?.streamId ?? null;
      if (streamId !== null) busy.add(streamId);
      running += 1;
      work(delivery).finally(() => finish(delivery, streamId));
    }
  };

  return {
    held: (sequence) => held.get(sequence),
    allHeld: () => held.values(),
    add: (delivery) => {
      held.set(delivery.message.streamSequence, delivery);
      waiting.push(delivery);
      startNext();
    },
    running: () => running,
    clear: () => {
      const cleared = waiting.splice(0);
      for (const { message } of cleared) held.delete(message.streamSequence);
      return cleared;
    },
    close: () => {
      closed = true;
    },
  };
};
