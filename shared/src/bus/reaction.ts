import { createWaker } from "../base/waker.ts";
import { isConnected, reconnected } from "./connection.ts";
import { openPull, type Pull, type Pulled } from "./pull.ts";
import { declareConsumer, onGivenUp } from "./reactionConsumer.ts";
import { createIntake, type Taken } from "./reactionIntake.ts";
import { type ReactionOptions, withDefaults } from "./reactionOptions.ts";
import { createReactionQueue, type Delivery } from "./reactionQueue.ts";
import { createReplies } from "./reactionReplies.ts";
import { openTally, type ReactionStatus } from "./reactionStatus.ts";
import { createReactionWork } from "./reactionWork.ts";

export interface Reaction {
  status(): ReactionStatus;
  /** Resolves when it has ended. */
  readonly done: Promise<void>;
  /** Takes no more messages, waits for running handlers (ackWaitMs at most), and gives back the messages that wait. */
  stop(): Promise<void>;
}

/**
 * A durable pull consumer that acts on another service's events. A message is acknowledged only after `handle` has resolved; a failed one
 * is delivered again after a delay and, after the last try, kept as a dead letter. It recovers from every outage by itself. When the
 * consumer was deleted, as with its JetStream stream, it is created again from the beginning, which is harmless because `handle` is
 * idempotent.
 */
export const startReaction = (options: ReactionOptions): Reaction => {
  const { nc, stream, durable, handle, deadLetter, logger, replicas = 0, filterSubject } = options;
  const { maxDeliver, ackWaitMs, maxAckPending, concurrency, backoffMs } = withDefaults(options);
  if (!/^[A-Za-z0-9_-]{1,31}$/.test(durable)) throw new TypeError(`durable name "${durable}": under 32 characters of A-Z a-z 0-9 _ -`);
  const types = options.types ? new Set(options.types) : null;
  const tally = openTally(durable);
  const { status } = tally;
  const waker = createWaker();
  const replies = createReplies(nc, backoffMs);
  const work = createReactionWork({ stream, durable, handle, deadLetter, maxDeliver, replies, tally, logger });
  const queue = createReactionQueue({ concurrency, work, finished: waker.wake });
  let [stopping, pull] = [false, null as Pull | null];

  const accept = (message: Pulled, { event, error }: Taken, from: Pull | null): void => {
    status.pending = message.pending;
    const known = queue.held(message.streamSequence);
    if (known)
      known.message = message; // it was delivered again while being handled: the newest delivery is the one to answer
    else if (event && types && !types.has(event.type)) {
      status.unknown += 1;
      replies.acknowledge(message);
    } else {
      queue.add({ message, from, event, error });
      return;
    }
    from?.taken([message]);
  };
  const intake = createIntake({
    nc,
    stream,
    durable,
    replies,
    logger,
    settled: (message, taken) => !stopping && accept(message, taken, null),
  });
  const onMessage = (message: Pulled): void => {
    const taken = intake.take(message);
    if (taken) accept(message, taken, pull);
    else pull?.taken([message]);
  };

  const kept = (): void => {
    status.deadLetters += 1;
  };
  const ignoreGivenUp = onGivenUp(nc, { stream, durable, deadLetter, kept, logger });

  // Everything held is being handled or soon will be, and must not be delivered again meanwhile.
  const inProgress = setInterval(() => {
    for (const { message } of queue.allHeld()) replies.inProgress(message);
  }, ackWaitMs / 3);

  const serve = (): Promise<string> =>
    new Promise((lost) => {
      pull = openPull(nc, {
        stream,
        consumer: durable,
        capacity: Math.min(maxAckPending, Math.max(concurrency * 4, 16)),
        onMessage,
        onLost: lost,
      });
      status.state = "running";
      if (stopping) pull.close();
    });

  const ending = new AbortController();
  const ended = Promise.withResolvers<string>();
  const stop = (): void => {
    stopping = true;
    queue.close();
    ending.abort();
    pull?.close();
    // A server of version 2.9 may deliver the first of them only after ackWaitMs.
    for (const { message } of queue.clear()) replies.giveBack(message);
    ended.resolve("stopped");
    waker.wake();
  };

  const run = async (): Promise<void> => {
    let dropped: ReadonlyArray<Delivery> = [];
    for (let failures = 0; !stopping; ) {
      try {
        if (!isConnected(nc)) await reconnected(nc, ending.signal);
        if (nc.isClosed()) break;
        for (const { message } of dropped) replies.giveBack(message); // they would otherwise come again only after ackWaitMs
        dropped = [];
        await declareConsumer(nc, { stream, durable, filterSubject, ackWaitMs, maxDeliver, maxAckPending, replicas });
        if (stopping) break;
        failures = 0;
        const reason = await Promise.race([serve(), ended.promise]);
        if (stopping) break;
        throw new Error(reason);
      } catch (error) {
        status.state = "recovering";
        status.lastError = (error as Error).message;
        logger.warn("reaction opens anew", { stream, durable, reason: status.lastError });
        dropped = [...dropped, ...queue.clear()];
        failures += 1;
        await waker.wait(Math.min(100 * 2 ** failures, 3_000), () => stopping);
      }
    }
    for (const end = Date.now() + ackWaitMs; queue.running() > 0 && Date.now() < end; ) {
      waker.reset();
      await waker.wait(100);
    }
    clearInterval(inProgress);
    tally.close();
    ignoreGivenUp();
    status.state = "stopped";
  };

  options.signal?.addEventListener("abort", stop, { once: true });
  const done = run();
  if (options.signal?.aborted) stop();
  return {
    status: () => ({ ...status }),
    done,
    stop: () => {
      stop();
      return done;
    },
  };
};
