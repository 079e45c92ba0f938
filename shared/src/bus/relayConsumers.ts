import { isDeepStrictEqual } from "node:util";
import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import { createWaker } from "../base/waker.ts";
import { findStart, heldFrom } from "./busSearch.ts";
import { positionOf } from "./cloudEvent.ts";
import { isConnected, type NatsConnection } from "./connection.ts";
import type { ConsumerRecord, KnownConsumer } from "./consumerRecord.ts";
import { consumerInfo, createConsumer, durableConsumers } from "./consumers.ts";
import { hasCode, JetStreamError, streamInfo, streamNotFound } from "./jsApi.ts";
import { lastMessage, messageAt } from "./storedMessages.ts";

export interface RelayConsumers {
  /** Looks at once: what every durable consumer has acknowledged is then on record. */
  look(): Promise<void>;
  /** The whole log is on the JetStream stream that was created then. */
  filled(created: string): void;
}

export interface RelayConsumersOptions {
  readonly nc: NatsConnection;
  readonly stream: string;
  readonly record: ConsumerRecord;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly everyMs?: number | undefined;
}

/** What is known, and the acknowledged sequence that its position was found for. */
type Seen = KnownConsumer & { readonly floor: number };

/**
 * Durable consumers go with their JetStream stream, and a subscriber from outside may make none. So the relay keeps on record which there
 * are and how far each is in the log; on a JetStream stream made anew it makes each again, behind the position it had acknowledged, as
 * soon as that position is filled. A consumer that is gone while its JetStream stream is not was removed by somebody, and is forgotten.
 */
export const watchConsumers = (options: RelayConsumersOptions): RelayConsumers => {
  const { nc, stream, record, logger, signal, everyMs = defaults.relay.consumersEveryMs } = options;
  const waker = createWaker();
  let known: Map<string, Seen> | null = null;
  let filledAt: string | null = null;

  const load = async (): Promise<Map<string, Seen>> => {
    known ??= new Map((await record.load()).map((one) => [one.name, { ...one, floor: -1 }]));
    return known;
  };

  const keep = async (of: Map<string, Seen>, changed: ReadonlyArray<Seen>): Promise<void> => {
    if (changed.length === 0) return;
    await record.keep(changed.map(({ floor: _, ...one }) => one));
    for (const one of changed) of.set(one.name, one);
  };

  /** The position behind which what is not acknowledged begins; null when no message that is held can tell. */
  const positionAt = async (floor: number, first: number): Promise<number | null> => {
    const next = await heldFrom(nc, stream, floor + 1);
    if (next) return next.position - 1;
    for (let sequence = floor; sequence >= Math.max(1, first); sequence -= 1) {
      const held = await messageAt(nc, stream, sequence);
      if (held?.fault === null) return positionOf(held.headers);
    }
    return null;
  };

  const makeAgain = async (of: Map<string, Seen>, one: Seen, created: string, filledTo: number): Promise<void> => {
    if (filledTo < one.position && filledAt !== created) return;
    const start = await findStart(nc, stream, one.position, null);
    if (start.created !== created) return;
    const { opt_start_time: _, ...config } = one.config;
    try {
      await createConsumer(nc, stream, { ...config, deliver_policy: "by_start_sequence", opt_start_seq: start.sequence });
    } catch (error) {
      if (!(error instanceof JetStreamError)) throw error;
      logger.error("a durable consumer cannot be made again", { stream, consumer: one.name, error });
      return;
    }
    logger.info("a durable consumer is made again", { stream, consumer: one.name, position: one.position });
    await keep(of, [{ ...one, created, floor: -1 }]);
  };

  const once = async (): Promise<void> => {
    const of = await load();
    const { created, state } = await streamInfo(nc, stream);
    const last = await lastMessage(nc, stream);
    const there = await durableConsumers(nc, stream);
    const changed: Seen[] = [];
    for (const { name, config, ack_floor } of there) {
      const before = of.get(name);
      const same = before?.created === created ? before : undefined;
      const floor = ack_floor.stream_seq;
      if (same?.floor === floor && isDeepStrictEqual(same.config, config)) continue;
      const position = same?.floor === floor ? same.position : await positionAt(floor, state.first_seq);
      changed.push({ name, config, created, floor, position: position ?? same?.position ?? 0 });
    }
    const gone = [...of.values()].filter(({ name }) => !there.some((one) => one.name === name));
    const removed: Seen[] = [];
    for (const one of gone) if (one.created === created && (await consumerInfo(nc, stream, one.name)) === null) removed.push(one);
    // What was seen is only true of this JetStream stream if it was there all the time.
    if ((await streamInfo(nc, stream)).created !== created) return;
    await keep(of, changed);
    for (const { name } of removed) {
      await record.forget(name);
      of.delete(name);
    }
    for (const one of gone) if (one.created !== created) await makeAgain(of, one, created, last ? (positionOf(last.headers) ?? 0) : 0);
  };

  let serial = Promise.resolve();
  const look = (): Promise<void> => {
    const looked = serial.then(once);
    serial = looked.catch(() => undefined);
    return looked;
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      waker.reset();
      if (isConnected(nc))
        await look().catch((error: Error) => {
          if (!signal.aborted && !hasCode(error, streamNotFound))
            logger.warn("the durable consumers of the bus cannot be looked at", { stream, reason: error.message });
        });
      await waker.wait(everyMs);
    }
  };
  signal.addEventListener("abort", waker.wake, { once: true });
  void run();

  return {
    look,
    filled: (created) => {
      if (filledAt === created) return;
      filledAt = created;
      waker.wake();
    },
  };
};
