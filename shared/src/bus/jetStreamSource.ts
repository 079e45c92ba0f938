import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import { createWaker } from "../base/waker.ts";
import type { Cursor, Source, SourceBatch } from "../subscription/source.ts";
import { NoEvent, takeBatch } from "./busBatch.ts";
import { faultyMessages } from "./busFaults.ts";
import { idleReader } from "./busIdle.ts";
import { assertWhole, available, type BusReader, openReader } from "./busReader.ts";
import { parseToken } from "./busSearch.ts";
import { positionOf } from "./cloudEvent.ts";
import { isConnected, type NatsConnection, onStatus } from "./connection.ts";
import type { KeepDeadLetter } from "./deadLetter.ts";
import { jsRequest } from "./jsApi.ts";
import { lastMessage } from "./storedMessages.ts";

export interface JetStreamSourceOptions {
  /** Public types to deliver; others only move the cursor. Absent = all. */
  readonly types?: ReadonlyArray<string>;
  /** One subject filter, applied by the server. Absent = everything. */
  readonly subject?: string;
  /** Messages held ready; default 2,000. */
  readonly capacity?: number;
  readonly logger?: Logger;
  /**
   * What to do when the bus kept messages shorter than this reader was away: "fail" (default) throws BehindRetention at every read,
   * "continue" goes on from the oldest held.
   */
  readonly behindRetention?: "fail" | "continue";
  /** Keeps a message that is broken in the store, before the reader goes on behind it. Absent: it is only logged. */
  readonly deadLetter?: KeepDeadLetter;
}

export type JetStreamSource = Source & { close(): Promise<void> };

/**
 * Another service's events from its JetStream stream, in its order and without gaps. It keeps an ephemeral consumer open, and creates a new
 * one behind the last message delivered when a delivery is missing, the connection was lost or the JetStream stream was replaced. Events at
 * or before the cursor's position were delivered before and are dropped. A message that is no event is fetched again, by another
 * connection; only when the store has it so is it put aside, and the reader goes on behind it.
 */
export const jetStreamSource = (nc: NatsConnection, stream: string, options: JetStreamSourceOptions = {}): JetStreamSource => {
  const { capacity = defaults.busReader.capacity, logger } = options;
  const types = options.types ? new Set(options.types) : null;
  const wakes = new Set<() => void>();
  const arrived = createWaker();
  let open: BusReader | null = null;

  const wakeAll = (): void => {
    arrived.wake();
    for (const wake of [...wakes]) wake();
  };
  const offStatus = onStatus(nc, wakeAll);
  const { subject, behindRetention = "fail", deadLetter } = options;
  const whileIdle = idleReader(nc, stream, Boolean(subject));
  const faults = faultyMessages(nc, stream, logger, deadLetter);
  const readerOptions = { subject, capacity, behindRetention, logger, onChange: wakeAll };

  const shut = (reason: string | null): void => {
    if (!open) return;
    const { consumer, pull } = open;
    if (reason) logger?.info("bus reader opens anew", { stream, reason });
    open = null;
    pull.close();
    if (isConnected(nc)) jsRequest(nc, `CONSUMER.DELETE.${stream}.${consumer}`).catch(() => undefined);
  };

  /** The open reader if it continues exactly at this cursor, otherwise a new one. */
  const readerAt = async (cursor: Cursor): Promise<BusReader> => {
    if (open) {
      const token = parseToken(cursor.token);
      const fresh = open.untouched;
      const stands = token ? token.created === open.created && token.sequence === open.sequence : fresh;
      const spent = open.lost !== null && open.given === open.buffer.length;
      if (stands && open.position === cursor.position && !spent) return open;
      shut(spent ? open.lost : null);
    }
    open = await openReader(nc, stream, cursor, readerOptions);
    return open;
  };

  /** Waits briefly for messages that are known to be on their way, so that batches are fuller. */
  const fill = async (reader: BusReader, limit: number): Promise<void> => {
    const until = Date.now() + defaults.busReader.fillMs;
    while (!reader.lost && available(reader) < limit && reader.pending > 0 && Date.now() < until && available(reader) < capacity / 2) {
      arrived.reset();
      await arrived.wait(50);
    }
    if (available(reader) === 0) reader.pending = 0; // they have expired meanwhile, or will wake the reader
  };

  let [headAt, serial] = [0, Promise.resolve()];
  const headOf = async (reader: BusReader, next: Cursor): Promise<number> => {
    if (reader.pending === 0 && available(reader) === 0) reader.head = next.position;
    else if (Date.now() - headAt > 500) {
      headAt = Date.now();
      const last = await lastMessage(nc, stream);
      reader.head = last ? (positionOf(last.headers) ?? reader.head) : reader.head;
    }
    return Math.max(reader.head, next.position);
  };

  const read = async (cursor: Cursor, limit: number): Promise<SourceBatch> => {
    const reader = await readerAt(cursor);
    await fill(reader, limit);
    await assertWhole(nc, stream, reader).catch((error: Error) => {
      shut(error.message);
      throw error;
    });
    let batch: SourceBatch;
    try {
      batch = takeBatch(reader, cursor, limit, types, (message) => faults.isPassed(reader, message));
    } catch (error) {
      if (!(error instanceof NoEvent)) throw error;
      shut("a message is no event");
      await faults.lookInto(reader, error);
      return await read(cursor, limit);
    }
    const next = batch.next === cursor ? await whileIdle(reader, cursor) : batch.next;
    return { events: batch.events, next, head: await headOf(reader, next) };
  };

  return {
    name: `jetstream:${stream}`,
    // one read at a time: the buffer belongs to the one cursor that reads it
    read: (cursor, limit) => {
      const result = serial.then(() => read(cursor, limit));
      serial = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
    onWake: (wake) => {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    close: async () => {
      offStatus();
      await serial;
      shut(null);
    },
  };
};
