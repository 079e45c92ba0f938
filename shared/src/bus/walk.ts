import { randomBytes } from "node:crypto";
import { createWaker } from "../base/waker.ts";
import { decodeCloudEvent, positionOf } from "./cloudEvent.ts";
import { epochOf, type NatsConnection } from "./connection.ts";
import { jsRequest, type StreamInfo, streamInfo } from "./jsApi.ts";
import { openPull, type Pulled } from "./pull.ts";
import { fetchedAgain } from "./storedMessages.ts";

export interface WalkOptions {
  readonly fromSequence?: number;
  readonly subject?: string;
  /** Without the payload; default true. */
  readonly headersOnly?: boolean;
  /** Continue with messages that arrive later instead of returning at the end; until aborted. */
  readonly follow?: boolean;
  readonly signal?: AbortSignal;
}

export interface Walked extends Pulled {
  /**
   * Why it is no event: somebody else wrote it, or what the store holds is broken; null when it is one. Without payloads, by its headers
   * alone.
   */
  readonly fault: Error | null;
}

const faultOf = ({ headers, data }: Pulled, headersOnly: boolean): Error | null => {
  try {
    if (!headersOnly) decodeCloudEvent(headers, data);
    else if (positionOf(headers) === null) throw new TypeError("message without a position, or with headers that fail their digest");
    return null;
  } catch (error) {
    return error as Error;
  }
};

const tries = 5;

/**
 * Yields every message that a JetStream stream holds, in its order, up to its end at the time of the call. What is no event is fetched
 * again, by another connection, before it is yielded as such. Throws when the connection is lost or a delivery is missing: a walk that
 * skipped something would be worse than none.
 */
export async function* walkStream(nc: NatsConnection, stream: string, options: WalkOptions = {}): AsyncGenerator<Walked> {
  const info = await streamInfo(nc, stream);
  const { headersOnly = true } = options;
  const faults = new Map<number, Error>();
  let from = Math.max(1, options.fromSequence ?? 1);
  for (let vain = 0; vain < tries; vain += 1) {
    const epoch = epochOf(nc);
    let doubted: Pulled | null = null;
    for await (const message of walkOnce(nc, stream, info, { ...options, headersOnly, fromSequence: from })) {
      const fault = faultOf(message, headersOnly);
      if (fault && !faults.has(message.streamSequence)) {
        doubted = message;
        break;
      }
      yield { ...message, fault };
      from = message.streamSequence + 1;
      vain = 0;
    }
    if (doubted === null) return;
    const held = await fetchedAgain(nc, stream, doubted, epoch);
    if (held?.fault) faults.set(held.seq, held.fault);
  }
  throw new Error(`${stream}: sequence ${from} comes broken every time`);
}

async function* walkOnce(nc: NatsConnection, stream: string, info: StreamInfo, options: WalkOptions): AsyncGenerator<Pulled> {
  const consumer = `walk_${randomBytes(8).toString("hex")}`;
  const config = {
    name: consumer,
    deliver_policy: "by_start_sequence",
    opt_start_seq: Math.max(1, options.fromSequence ?? 1),
    ack_policy: "none",
    replay_policy: "instant",
    inactive_threshold: 30_000_000_000,
    mem_storage: true,
    num_replicas: 1,
    headers_only: options.headersOnly ?? true,
    ...(options.subject ? { filter_subject: options.subject } : {}),
  };
  const filter = options.subject ? `.${options.subject}` : "";
  const made = await jsRequest<{ num_pending: number }>(nc, `CONSUMER.CREATE.${stream}.${consumer}${filter}`, {
    stream_name: stream,
    config,
  });
  if (made.num_pending === 0 && !options.follow) {
    await jsRequest(nc, `CONSUMER.DELETE.${stream}.${consumer}`).catch(() => undefined);
    return;
  }
  const waker = createWaker();
  const buffer: Pulled[] = [];
  let [received, sequence, lost] = [0, 0, null as string | null];
  const pull = openPull(nc, {
    stream,
    consumer,
    capacity: 1_000,
    onMessage: (message) => {
      received += 1;
      if (message.consumerSequence !== received || message.streamSequence <= sequence) lost ??= `${stream}: a delivery is missing`;
      sequence = message.streamSequence;
      buffer.push(message);
      waker.wake();
    },
    onLost: (reason) => {
      lost ??= `${stream}: ${reason}`;
      waker.wake();
    },
  });
  options.signal?.addEventListener("abort", waker.wake, { once: true });
  try {
    while (!options.signal?.aborted) {
      waker.reset();
      const ready = buffer.splice(0);
      for (const message of lost ? [] : ready) {
        if (options.follow || message.streamSequence <= info.state.last_seq) yield message;
      }
      if (lost) throw new Error(lost);
      pull.taken(ready);
      const last = ready.at(-1);
      const atEnd = last !== undefined && (last.pending === 0 || last.streamSequence >= info.state.last_seq);
      if (options.follow || !atEnd) await waker.wait(1_000);
      if (options.follow || buffer.length > 0 || lost) continue;
      // Asked, and not taken from the last delivery alone; and messages still to come may have expired meanwhile.
      const now = await jsRequest<{ num_pending: number; delivered: { consumer_seq: number; stream_seq: number } }>(
        nc,
        `CONSUMER.INFO.${stream}.${consumer}`,
      );
      if (now.delivered.consumer_seq > received && buffer.length === 0) throw new Error(`${stream}: a delivery is missing`);
      const over = now.num_pending === 0 || now.delivered.stream_seq >= info.state.last_seq;
      if (over && now.delivered.consumer_seq === received && buffer.length === 0) return;
    }
  } finally {
    options.signal?.removeEventListener("abort", waker.wake);
    pull.close();
    if (!nc.isClosed()) await jsRequest(nc, `CONSUMER.DELETE.${stream}.${consumer}`).catch(() => undefined);
  }
}
