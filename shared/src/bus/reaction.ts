import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import { createWaker } from "../base/waker.ts";
import { attributes as a } from "../telemetry/attributes.ts";
import { observe } from "../telemetry/gauges.ts";
import { instruments, secondsSince } from "../telemetry/instruments.ts";
import { decodeCloudEvent } from "./cloudEvent.ts";
import { isConnected, type NatsConnection, reconnected } from "./connection.ts";
import { jsRequest } from "./jsApi.ts";
import { openPull, type Pull, type Pulled } from "./pull.ts";
import { processed } from "./traces.ts";

/** What is put aside after the last try. `event` is null when the message is no CloudEvent of ours. */
export interface DeadLetter {
  readonly stream: string;
  readonly sequence: number;
  readonly subject: string;
  readonly headers: string;
  readonly payload: Uint8Array;
  readonly event: RecordedEvent | null;
  readonly error: Error;
  readonly attempts: number;
}

export interface ReactionOptions {
  readonly nc: NatsConnection;
  readonly stream: string;
  /** Under 32 characters, no dots; names the consumer for good. */
  readonly durable: string;
  readonly filterSubject?: string;
  /** Public types `handle` knows; others are acknowledged and counted. Absent = all are handed over. */
  readonly types?: ReadonlyArray<string>;
  /**
   * Must have committed when it resolves, and must bear repetition: keep `eventId` in an inbox or as the append's id. Events of
   * one stream come one at a time; a failed one comes again later, behind its followers.
   */
  readonly handle: (event: RecordedEvent, attempt: number) => Promise<void>;
  /** Keeps the message (a row) before it is given up. When it throws, the message is tried again later. */
  readonly deadLetter: (letter: DeadLetter) => Promise<void>;
  readonly logger: Logger;
  /** Tries before the dead letter; default 5. */
  readonly maxDeliver?: number;
  readonly ackWaitMs?: number;
  readonly maxAckPending?: number;
  /** Handlers at once; default 8. */
  readonly concurrency?: number;
  /** Delay before the second, third, … try, ms; the last repeats. */
  readonly backoffMs?: ReadonlyArray<number>;
  readonly replicas?: number;
  readonly signal?: AbortSignal;
}

export interface ReactionStatus {
  readonly state: "starting" | "running" | "recovering" | "stopped";
  readonly handled: number;
  readonly failed: number;
  readonly deadLetters: number;
  readonly unknown: number;
  /** Messages waiting at the server, as last told. */
  readonly pending: number;
  readonly lastError: string | null;
}

interface Held {
  message: Pulled;
  /** Whose capacity it uses. */
  readonly from: Pull | null;
}

const nanos = 1_000_000;
/** Deliveries left to a dead letter that cannot be kept, before JetStream itself gives up and says so by advisory. */
const spare = 20;

/**
 * A durable pull consumer that acts on another service's events. Acknowledged only after `handle` resolved; a failure is
 * given back with a delay and, after bounded tries, kept as a dead letter. Goes on by itself after every outage; a consumer
 * that is gone (the JetStream stream was lost) is made again from the beginning, which the handler's inbox makes harmless.
 */
export const startReaction = (options: ReactionOptions) => {
  const { nc, stream, durable, handle, deadLetter, logger, maxDeliver = 5, ackWaitMs = 30_000, maxAckPending = 256 } = options;
  const { concurrency = 8, backoffMs = [1_000, 5_000, 15_000, 60_000] } = options;
  if (!/^[A-Za-z0-9_-]{1,31}$/.test(durable)) throw new TypeError(`durable name "${durable}": under 32 characters of A-Z a-z 0-9 _ -`);
  const types = options.types ? new Set(options.types) : null;
  const status = {
    state: "starting" as ReactionStatus["state"],
    handled: 0,
    failed: 0,
    deadLetters: 0,
    unknown: 0,
    pending: 0,
    lastError: null as string | null,
  };
  const count = (outcome: "handled" | "failed" | "dead_letter", n = 1): void =>
    instruments.reactionMessages.add(n, { [a.messagingConsumer]: durable, [a.reactionOutcome]: outcome });
  for (const outcome of ["handled", "failed", "dead_letter"] as const) count(outcome, 0); // so that the first one is an increase
  const unobserve = observe(["reactionPending"], () => [
    { metric: "reactionPending", value: status.pending, attributes: { [a.messagingConsumer]: durable } },
  ]);
  const held = new Map<number, Held>();
  const queue: Array<{ entry: Held; event: RecordedEvent | null; error: Error | null }> = [];
  const busy = new Set<string>();
  const waker = createWaker();
  let [running, stopping, pull] = [0, false, null as Pull | null];

  const reply = (message: Pulled, verdict: string): void => {
    try {
      if (!nc.isClosed() && isConnected(nc)) nc.publish(message.reply, verdict);
    } catch {
      // not told: the message comes again after its wait
    }
  };
  const delayOf = (attempt: number): number => backoffMs[Math.min(attempt, backoffMs.length) - 1] ?? 1_000;
  const nak = (message: Pulled): void => reply(message, `-NAK ${JSON.stringify({ delay: delayOf(message.attempt) * nanos })}`);

  const bury = async (message: Pulled, event: RecordedEvent | null, error: Error): Promise<void> => {
    const { subject, headers, data: payload, streamSequence: sequence, attempt: attempts } = message;
    await deadLetter({ stream, sequence, subject, headers, payload, event, error, attempts });
    count("dead_letter");
    status.deadLetters += 1;
    logger.error("message given up", { stream, durable, sequence, eventId: event?.eventId, attempts, tenantId: event?.tenantId, error });
    reply(message, "+TERM");
  };

  const work = async (entry: Held, event: RecordedEvent | null, undecoded: Error | null): Promise<void> => {
    const { attempt } = entry.message;
    try {
      if (event === null) return await bury(entry.message, null, undecoded!);
      if (attempt > maxDeliver) return await bury(entry.message, event, new Error(`not finished in ${attempt - 1} tries`));
      const start = performance.now();
      await processed(stream, durable, event, attempt, () => handle(event, attempt));
      instruments.reactionDuration.record(secondsSince(start), { [a.messagingConsumer]: durable });
      count("handled");
      status.handled += 1;
      reply(entry.message, "+ACK");
    } catch (e) {
      const error = e instanceof Error ? e : new Error(String(e));
      count("failed");
      status.failed += 1;
      status.lastError = error.message;
      logger.warn("message failed", { stream, durable, sequence: entry.message.streamSequence, attempt, tenantId: event?.tenantId, error });
      const last = attempt >= maxDeliver && event !== null;
      if (last && attempt === maxDeliver) await bury(entry.message, event, error).catch(() => nak(entry.message));
      else nak(entry.message);
    }
  };

  const finish = (entry: Held, key: string | null): void => {
    running -= 1;
    if (key !== null) busy.delete(key);
    held.delete(entry.message.streamSequence);
    entry.from?.taken(1);
    next();
    waker.wake();
  };

  /** Starts what may start: the oldest message whose stream has none running. */
  const next = (): void => {
    while (!stopping && running < concurrency) {
      const at = queue.findIndex(({ event }) => event === null || !busy.has(event.streamId));
      if (at === -1) return;
      const { entry, event, error } = queue.splice(at, 1)[0]!;
      const key = event?.streamId ?? null;
      if (key !== null) busy.add(key);
      running += 1;
      work(entry, event, error).finally(() => finish(entry, key));
    }
  };

  const onMessage = (message: Pulled): void => {
    status.pending = message.pending;
    const known = held.get(message.streamSequence);
    if (known) {
      known.message = message; // came again while being worked on: the answer goes to the newest delivery
      pull?.taken(1);
      return;
    }
    let event: RecordedEvent | null = null;
    let error: Error | null = null;
    try {
      event = decodeCloudEvent(message.headers, message.data);
    } catch (e) {
      error = e as Error;
    }
    if (event && types && !types.has(event.type)) {
      status.unknown += 1;
      reply(message, "+ACK");
      pull?.taken(1);
      return;
    }
    const entry = { message, from: pull };
    held.set(message.streamSequence, entry);
    queue.push({ entry, event, error });
    next();
  };

  const declare = async (): Promise<void> => {
    const filter = options.filterSubject;
    const config = {
      durable_name: durable,
      name: durable,
      deliver_policy: "all",
      replay_policy: "instant",
      ack_policy: "explicit",
      ack_wait: ackWaitMs * nanos,
      max_deliver: maxDeliver + spare,
      max_ack_pending: maxAckPending,
      max_waiting: 512,
      num_replicas: options.replicas ?? 0,
      ...(filter ? { filter_subject: filter } : {}),
    };
    await jsRequest(nc, `CONSUMER.CREATE.${stream}.${durable}${filter ? `.${filter}` : ""}`, { stream_name: stream, config });
  };

  /** JetStream itself gave up: the message is still held, and kept as a dead letter from there. */
  const onGivenUp = async (data: Uint8Array): Promise<void> => {
    const { stream_seq: seq, deliveries } = JSON.parse(Buffer.from(data).toString()) as { stream_seq: number; deliveries: number };
    const { message: m } = await jsRequest<{ message: { subject: string; hdrs?: string; data?: string } }>(nc, `STREAM.MSG.GET.${stream}`, {
      seq,
    });
    const headers = Buffer.from(m.hdrs ?? "", "base64").toString("latin1");
    const payload = Buffer.from(m.data ?? "", "base64");
    let event: RecordedEvent | null = null;
    try {
      event = decodeCloudEvent(headers, payload);
    } catch {
      // kept as it is
    }
    await deadLetter({
      stream,
      sequence: seq,
      subject: m.subject,
      headers,
      payload,
      event,
      error: new Error("deliveries used up"),
      attempts: deliveries,
    });
    status.deadLetters += 1;
  };
  const advisory = nc.subscribe(`$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${stream}.${durable}`, {
    queue: durable,
    callback: (error, msg) => {
      if (!error) onGivenUp(msg.data).catch((e: Error) => logger.error("message given up and not kept", { stream, durable, error: e }));
    },
  });

  // everything held is being worked on or will be soon: it must not come again meanwhile
  const inProgress = setInterval(() => {
    for (const { message } of held.values()) reply(message, "+WPI");
  }, ackWaitMs / 3);

  const serve = (): Promise<string> =>
    new Promise((lost) => {
      pull = openPull(nc, {
        stream,
        consumer: durable,
        capacity: Math.min(maxAckPending, Math.max(concurrency * 4, 16)),
        onMessage,
        onLost: lost,
        heartbeatMs: 5_000,
      });
      status.state = "running";
      if (stopping) pull.close();
    });

  const ending = new AbortController();
  const stop = (): void => {
    stopping = true;
    ending.abort();
    pull?.close();
    for (const { entry } of queue.splice(0)) {
      held.delete(entry.message.streamSequence);
      reply(entry.message, "-NAK"); // a server of version 2.9 may keep the first of them back for ackWaitMs
    }
    ended.resolve("stopped");
    waker.wake();
  };
  const ended = Promise.withResolvers<string>();

  const run = async (): Promise<void> => {
    for (let failures = 0; !stopping; ) {
      try {
        if (!isConnected(nc)) await reconnected(nc, ending.signal);
        if (nc.isClosed()) break;
        await declare();
        if (stopping) break;
        failures = 0;
        const reason = await Promise.race([serve(), ended.promise]);
        if (stopping) break;
        throw new Error(reason);
      } catch (error) {
        status.state = "recovering";
        status.lastError = (error as Error).message;
        logger.warn("reaction opens anew", { stream, durable, reason: status.lastError });
        for (const { entry } of queue.splice(0)) held.delete(entry.message.streamSequence); // they come again
        failures += 1;
        await waker.wait(Math.min(100 * 2 ** failures, 3_000), () => stopping);
      }
    }
    for (const end = Date.now() + ackWaitMs; running > 0 && Date.now() < end; ) {
      waker.reset();
      await waker.wait(100);
    }
    clearInterval(inProgress);
    unobserve();
    if (!nc.isClosed()) advisory.unsubscribe();
    status.state = "stopped";
  };

  options.signal?.addEventListener("abort", stop, { once: true });
  const done = run();
  if (options.signal?.aborted) stop();
  return {
    status: (): ReactionStatus => ({ ...status }),
    /** Resolves when it has ended. */
    done,
    /** Takes nothing more, lets running handlers finish and acknowledge (bounded by ackWaitMs), gives the rest back. */
    stop: (): Promise<void> => {
      stop();
      return done;
    },
  };
};

export type Reaction = ReturnType<typeof startReaction>;
