import { randomBytes } from "node:crypto";
import { createWaker } from "../base/waker.ts";
import type { NatsConnection } from "./connection.ts";
import { jsRequest, streamInfo } from "./jsApi.ts";
import { openPull, type Pulled } from "./pull.ts";

export interface WalkOptions {
  readonly fromSequence?: number;
  readonly subject?: string;
  /** Without the payload; default true. */
  readonly headersOnly?: boolean;
  /** Continue with messages that arrive later instead of returning at the end; until aborted. */
  readonly follow?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Yields every message that a JetStream stream holds, in its order, up to its end at the time of the call. Throws when the connection is
 * lost or a delivery is missing: a walk that skipped something would be worse than none.
 */
export async function* walkStream(nc: NatsConnection, stream: string, options: WalkOptions = {}): AsyncGenerator<Pulled> {
  const info = await streamInfo(nc, stream);
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
  let [received, lost] = [0, null as string | null];
  const pull = openPull(nc, {
    stream,
    consumer,
    capacity: 1_000,
    onMessage: (message) => {
      received += 1;
      if (message.consumerSequence !== received) lost ??= `${stream}: a delivery is missing`;
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
      for (const message of ready) {
        if (!options.follow && message.streamSequence > info.state.last_seq) return;
        yield message;
        if (!options.follow && message.pending === 0) return;
      }
      if (lost) throw new Error(lost);
      pull.taken(ready);
      await waker.wait(1_000);
      if (options.follow || buffer.length > 0 || lost) continue;
      // The messages still to come may have expired meanwhile.
      const now = await jsRequest<{ num_pending: number; delivered: { consumer_seq: number } }>(nc, `CONSUMER.INFO.${stream}.${consumer}`);
      if (now.num_pending === 0 && now.delivered.consumer_seq === received && buffer.length === 0) return;
    }
  } finally {
    options.signal?.removeEventListener("abort", waker.wake);
    pull.close();
    if (!nc.isClosed()) await jsRequest(nc, `CONSUMER.DELETE.${stream}.${consumer}`).catch(() => undefined);
  }
}
