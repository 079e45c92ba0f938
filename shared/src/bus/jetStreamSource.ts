import { randomBytes } from "node:crypto";
import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import { createWaker } from "../base/waker.ts";
import type { Cursor, Source, SourceBatch } from "../subscription/source.ts";
import { BehindRetention, findStart, formatToken, parseToken } from "./busSearch.ts";
import { decodeCloudEvent, positionOf } from "./cloudEvent.ts";
import { isConnected, type NatsConnection, onStatus } from "./connection.ts";
import { jsRequest, lastMessage } from "./jsApi.ts";
import { openPull, type Pull, type Pulled } from "./pull.ts";

export interface JetStreamSourceOptions {
  /** Public types to give; others only move the cursor. Absent = all. */
  readonly types?: ReadonlyArray<string>;
  /** One subject filter, applied by the server. Absent = everything. */
  readonly subject?: string;
  /** Messages held ready; default 2,000. */
  readonly capacity?: number;
  readonly logger?: Logger;
  /** What to do when the bus kept messages shorter than this reader was away: "fail" (default) throws BehindRetention at every read, "continue" goes on from the oldest held. */
  readonly behindRetention?: "fail" | "continue";
}

export type JetStreamSource = Source & { close(): Promise<void> };

interface Open {
  readonly created: string;
  readonly consumer: string;
  readonly pull: Pull;
  readonly buffer: Pulled[];
  /** Index of the first message not given yet. */
  given: number;
  /** Position and sequence the buffer starts behind: only a reader standing there can use it. */
  position: number;
  sequence: number;
  received: number;
  /** Nothing was given from it yet. */
  untouched: boolean;
  pending: number;
  head: number;
  lost: string | null;
  idleSince: number;
}

/**
 * Another service's events from its JetStream stream, in stream order, none skipped: an ephemeral consumer kept open and made
 * anew behind the last message given whenever a delivery is missing, the connection was lost or the JetStream stream is not
 * the one it was. Events at or before the cursor's position were seen before and are dropped.
 */
export const jetStreamSource = (nc: NatsConnection, stream: string, options: JetStreamSourceOptions = {}): JetStreamSource => {
  const { capacity = 2_000, logger } = options;
  const types = options.types ? new Set(options.types) : null;
  const wakes = new Set<() => void>();
  const arrived = createWaker();
  let open: Open | null = null;

  const wakeAll = (): void => {
    arrived.wake();
    for (const wake of [...wakes]) wake();
  };
  const offStatus = onStatus(nc, wakeAll);

  const shut = (reason: string | null): void => {
    if (!open) return;
    const { consumer, pull } = open;
    if (reason) logger?.info("bus reader opens anew", { stream, reason });
    open = null;
    pull.close();
    if (isConnected(nc)) jsRequest(nc, `CONSUMER.DELETE.${stream}.${consumer}`).catch(() => undefined);
  };

  const start = async (cursor: Cursor): Promise<Open> => {
    const token = parseToken(cursor.token);
    let place: Awaited<ReturnType<typeof findStart>>;
    try {
      place = await findStart(nc, stream, cursor.position, token);
    } catch (error) {
      if (!(error instanceof BehindRetention) || options.behindRetention !== "continue") throw error;
      logger?.error("bus reader goes on behind a gap", { stream, reason: error.message });
      place = await findStart(nc, stream, 0, null);
    }
    const consumer = `read_${randomBytes(8).toString("hex")}`;
    const config = {
      name: consumer,
      deliver_policy: "by_start_sequence",
      opt_start_seq: place.sequence,
      ack_policy: "none",
      replay_policy: "instant",
      inactive_threshold: 60_000_000_000,
      mem_storage: true,
      num_replicas: 1,
      ...(options.subject ? { filter_subject: options.subject } : {}),
    };
    const filter = options.subject ? `.${options.subject}` : "";
    const made = await jsRequest<{ num_pending: number }>(nc, `CONSUMER.CREATE.${stream}.${consumer}${filter}`, {
      stream_name: stream,
      config,
    });
    const state: Open = {
      created: place.created,
      consumer,
      buffer: [],
      given: 0,
      position: cursor.position,
      sequence: place.sequence - 1,
      received: 0,
      untouched: true,
      pending: made.num_pending,
      head: place.head,
      lost: null,
      idleSince: Date.now(),
      pull: openPull(nc, {
        stream,
        consumer,
        capacity,
        onMessage: (message) => {
          if (state.lost) return;
          if (message.consumerSequence !== state.received + 1) {
            state.lost = `delivery ${state.received + 1} is missing`;
          } else {
            const last = state.buffer.at(-1)?.streamSequence ?? state.sequence;
            if (!options.subject && state.received > 0 && message.streamSequence !== last + 1)
              logger?.error("the bus has lost messages in its middle", { stream, after: last, before: message.streamSequence });
            state.received += 1;
            state.pending = message.pending;
            state.buffer.push(message);
          }
          wakeAll();
        },
        onLost: (reason) => {
          state.lost ??= reason;
          wakeAll();
        },
      }),
    };
    return state;
  };

  /** The reader this cursor needs: the open one when it stands exactly there. */
  const reader = async (cursor: Cursor): Promise<Open> => {
    if (open) {
      const token = parseToken(cursor.token);
      const fresh = open.untouched;
      const stands = token ? token.created === open.created && token.sequence === open.sequence : fresh;
      const spent = open.lost !== null && open.given === open.buffer.length;
      if (stands && open.position === cursor.position && !spent) return open;
      shut(spent ? open.lost : null);
    }
    open = await start(cursor);
    return open;
  };

  const available = (o: Open): number => o.buffer.length - o.given;

  /** Messages known to be on their way are waited for, briefly: fuller batches. */
  const fill = async (o: Open, limit: number): Promise<void> => {
    const until = Date.now() + 250;
    while (!o.lost && available(o) < limit && o.pending > 0 && Date.now() < until && available(o) < capacity / 2) {
      arrived.reset();
      await arrived.wait(50);
    }
    if (available(o) === 0) o.pending = 0; // they outlived their age, or will wake the reader
  };

  /** Nothing came for a while: moves the bookmark over messages the filter passed by, lest they age behind it. */
  const overtake = async (o: Open, cursor: Cursor): Promise<Cursor> => {
    const last = await lastMessage(nc, stream);
    const info = await jsRequest<{ delivered: { consumer_seq: number }; num_pending: number }>(nc, `CONSUMER.INFO.${stream}.${o.consumer}`);
    const all = info.num_pending === 0 && info.delivered.consumer_seq === o.received && available(o) === 0 && !o.lost;
    const position = last ? positionOf(last.headers) : null;
    if (!all || !last || position === null || last.seq <= o.sequence || position < cursor.position) return cursor;
    o.sequence = last.seq;
    o.position = position;
    return { position, token: formatToken({ created: o.created, sequence: last.seq }) };
  };

  const take = (o: Open, cursor: Cursor, limit: number): SourceBatch => {
    const events: RecordedEvent[] = [];
    const from = o.given;
    while (o.given < o.buffer.length && events.length < limit) {
      const message = o.buffer[o.given]!;
      const position = positionOf(message.headers);
      if (position !== null && position > o.position) {
        let event: RecordedEvent;
        try {
          event = decodeCloudEvent(message.headers, message.data);
        } catch (error) {
          if (events.length > 0) break; // what was read counts; the next read begins with the broken one
          throw error;
        }
        if (!types || types.has(event.type)) events.push(event);
        o.position = position;
      }
      o.sequence = message.streamSequence;
      o.given += 1;
    }
    const taken = o.given - from;
    if (o.given === o.buffer.length || o.given > 4_096) {
      o.buffer.splice(0, o.given);
      o.given = 0;
    }
    if (taken > 0) {
      o.untouched = false;
      o.idleSince = Date.now();
      o.pull.taken(taken);
    }
    const next = taken > 0 ? { position: o.position, token: formatToken({ created: o.created, sequence: o.sequence }) } : cursor;
    return { events, next, head: 0 };
  };

  let [headAt, serial] = [0, Promise.resolve()];
  const headOf = async (o: Open, next: Cursor): Promise<number> => {
    if (o.pending === 0 && available(o) === 0) o.head = next.position;
    else if (Date.now() - headAt > 500) {
      headAt = Date.now();
      const last = await lastMessage(nc, stream);
      o.head = last ? (positionOf(last.headers) ?? o.head) : o.head;
    }
    return Math.max(o.head, next.position);
  };

  const read = async (cursor: Cursor, limit: number): Promise<SourceBatch> => {
    const o = await reader(cursor);
    await fill(o, limit);
    const batch = take(o, cursor, limit);
    let next = batch.next;
    if (options.subject && next === cursor && Date.now() - o.idleSince > 30_000) {
      o.idleSince = Date.now();
      next = await overtake(o, cursor);
    }
    return { events: batch.events, next, head: await headOf(o, next) };
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
