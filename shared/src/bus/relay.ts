import type { RecordedEvent } from "../base/event.ts";
import type { Logger } from "../base/logger.ts";
import { createWaker } from "../base/waker.ts";
import type { Cursor, Source } from "../subscription/source.ts";
import { observe } from "../telemetry/gauges.ts";
import { type AckWindow, openWindow, WindowBroken } from "./ackWindow.ts";
import { type BusPlace, readPlace } from "./busPlace.ts";
import { encodeCloudEvent, type PublicEvent } from "./cloudEvent.ts";
import { isConnected, type NatsConnection, reconnected } from "./connection.ts";
import { hasCode, streamNotFound } from "./jsApi.ts";
import { declareStream, type StreamOptions } from "./stream.ts";
import { streamName, subjectOf } from "./subject.ts";
import { sent } from "./traces.ts";

export interface RelayOptions {
  readonly nc: NatsConnection;
  readonly service: string;
  /** The service's own log. */
  readonly source: Source;
  /** The service's publish.ts; null = stays private. Must be deterministic. */
  readonly publish: (event: RecordedEvent) => PublicEvent | null;
  readonly logger: Logger;
  readonly stream?: Omit<StreamOptions, "service">;
  /** Messages in flight; default 1,000. Twice as many events are read at once, the next while these are sent. */
  readonly window?: number;
  /** Ends the relay when aborted (the lease is lost). */
  readonly signal?: AbortSignal;
  /** Longest wait for a hint, ms; default 500. */
  readonly pollMs?: number;
  /** How often an idle relay compares the bus with what it believes, ms; default 5,000. */
  readonly verifyEveryMs?: number;
  readonly ackTimeoutMs?: number;
  /**
   * An event that cannot be published (publish threw, too large). "skip" goes on without it, after the callback saw to it
   * (parked); anything else halts the relay. Called again for the same event after a restart. Default: halt.
   */
  readonly onPoison?: (event: RecordedEvent, error: Error) => Promise<"skip" | "halt"> | "skip" | "halt";
  /** Remembers how far the log was read, for tails of private events and for a bus emptied by age. Optional; never trusted against the bus. */
  readonly checkpoint?: { load(): Promise<string | null>; save(token: string): Promise<void> };
}

export interface RelayStatus {
  readonly state: "starting" | "running" | "recovering" | "halted" | "stopped";
  /** Everything up to here is on the bus, or private. */
  readonly position: number;
  /** Last readable position of the log. */
  readonly head: number;
  /** Messages acknowledged since the start. */
  readonly published: number;
  /** Times it had to find its place again. */
  readonly recoveries: number;
  readonly lastError: string | null;
}

export interface Relay {
  status(): RelayStatus;
  /** Resolves when it has ended: stopped, aborted or halted. Never rejects. */
  readonly done: Promise<void>;
  /** Lets what is in flight be acknowledged (bounded by ackTimeoutMs), then ends. */
  stop(): Promise<void>;
}

class Halt extends Error {}

interface Memory {
  readonly created: string;
  readonly lastSequence: number;
  readonly position: number;
}

/**
 * Copies the log to the service's JetStream stream: every public event once, in position order, whatever fails.
 * What the JetStream stream holds is the truth about what was published: its end is read at the start, after every error
 * or reconnect and while idle, and publishing goes on behind the position found there. Each message names the sequence and the
 * message it must follow, so a second relay, a stranger's message or a lost tail makes the server refuse it with all that are
 * in flight behind it, and leads to another look. (The sequence alone is not enough: after k strange messages the server
 * refuses k of ours and takes the next, whose sequence fits again.)
 */
export const startRelay = (options: RelayOptions): Relay => {
  const { nc, service, source, publish, logger, window: size = 1_000, pollMs = 500, verifyEveryMs = 5_000, ackTimeoutMs = 5_000 } = options;
  const stream = streamName(service);
  const waker = createWaker();
  const skipped = new Set<string>();
  const status = {
    state: "starting" as RelayStatus["state"],
    position: 0,
    head: 0,
    published: 0,
    recoveries: 0,
    lastError: null as string | null,
  };
  let stopping = false;
  let memory: Memory | null = null;
  let salt = "";
  let lastMessageId: string | undefined;

  const unobserve = observe(["relayPublished", "relayRecoveries"], () => [
    { metric: "relayPublished", value: status.published },
    { metric: "relayRecoveries", value: status.recoveries },
  ]);
  const ending = new AbortController();
  const stop = (): void => {
    stopping = true;
    ending.abort();
    waker.wake();
  };
  const offWake = source.onWake(waker.wake);
  if (options.signal?.aborted) stop();
  options.signal?.addEventListener("abort", stop, { once: true });

  const findPlace = async (): Promise<BusPlace> => {
    try {
      return await readPlace(nc, stream);
    } catch (error) {
      if (!hasCode(error, streamNotFound)) throw error;
      await declareStream(nc, { ...options.stream, service }, logger);
      return await readPlace(nc, stream);
    }
  };

  /** The position to go on from: the bus's last message, or further when the log behind it was read before and is private. */
  const resumeFrom = (place: BusPlace): number => {
    const same = memory && memory.created === place.created && memory.lastSequence === place.lastSequence;
    if (same && (place.heldSequence === place.lastSequence || place.aged)) return Math.max(memory!.position, place.position);
    return place.position;
  };

  const remember = async (window: AckWindow, created: string, position: number): Promise<void> => {
    if (memory?.position === position && memory.lastSequence === window.lastSequence()) return;
    memory = { created, lastSequence: window.lastSequence(), position };
    await options.checkpoint?.save(JSON.stringify(memory)).catch((e: Error) => logger.warn("relay checkpoint not saved", { error: e }));
  };

  const poison = async (window: AckWindow, event: RecordedEvent, error: Error): Promise<void> => {
    if (skipped.has(event.eventId)) return;
    await window.settled(); // what comes before it is safe first
    logger.error("event cannot be published", {
      service,
      position: event.position,
      eventId: event.eventId,
      type: event.type,
      tenantId: event.tenantId,
      error,
    });
    if ((await options.onPoison?.(event, error)) !== "skip") throw new Halt(`event at position ${event.position}: ${error.message}`);
    skipped.add(event.eventId);
  };

  const send = (window: AckWindow, event: RecordedEvent): Error | null => {
    let message: { subject: string; headers: Buffer; payload: Buffer };
    try {
      const p = publish(event);
      if (p === null) return null;
      const guards = { messageId: event.eventId + salt, lastSequence: window.lastSequence(), lastMessageId };
      message = {
        subject: subjectOf(service, p.entity, p.event, event.tenantId),
        ...encodeCloudEvent(service, sent(stream, event), p, guards),
      };
      const bytes = message.headers.length + message.payload.length;
      const limit = nc.info?.max_payload ?? 1_048_576;
      if (bytes > limit) throw new Error(`${bytes} bytes are more than the bus takes (${limit})`);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
    window.publish(event.position, message.subject, message.headers, message.payload);
    lastMessageId = event.eventId + salt;
    return null;
  };

  const pump = async (place: BusPlace): Promise<void> => {
    const window = openWindow(nc, { lastSequence: place.lastSequence, size, ackTimeoutMs });
    lastMessageId = undefined;
    const before = status.published;
    let cursor: Cursor = { position: resumeFrom(place), token: null };
    status.position = cursor.position;
    let verified = Date.now();
    const read = (from: Cursor) => {
      waker.reset();
      const batch = source.read(from, size * 2);
      batch.catch(() => undefined); // awaited later; must not count as unhandled meanwhile
      return batch;
    };
    try {
      let ahead = read(cursor);
      while (!stopping) {
        const batch = await ahead;
        if (batch.head < place.position) throw new Error(`the bus is at position ${place.position}, ahead of the log (${batch.head})`);
        status.head = batch.head;
        status.state = "running";
        const moved = batch.next.position > cursor.position;
        if (moved) ahead = read(batch.next);
        for (const event of batch.events) {
          if (stopping) break;
          if (event.position <= cursor.position) throw new Error(`the log gave position ${event.position} after ${cursor.position}`);
          if (!window.hasRoom()) await window.room();
          const error = send(window, event);
          if (error) await poison(window, event, error);
          cursor = { position: event.position, token: null };
          status.published = before + window.stored();
          status.position = window.storedPosition() ?? status.position;
        }
        if (stopping) break;
        if (moved) {
          cursor = batch.next;
          continue;
        }
        await window.settled();
        status.published = before + window.stored();
        status.position = cursor.position;
        status.lastError = null;
        await remember(window, place.created, cursor.position);
        await waker.wait(pollMs);
        if (Date.now() - verified >= verifyEveryMs) {
          const now = await readPlace(nc, stream);
          const held = window.stored() > 0 ? window.lastSequence() : place.heldSequence;
          const whole = now.heldSequence === held || now.aged;
          if (now.created !== place.created || now.lastSequence !== window.lastSequence() || !whole) {
            throw new Error("the bus lost messages, or somebody else wrote to it");
          }
          verified = Date.now();
        }
        if (!stopping) ahead = read(cursor);
      }
      await window.settled();
    } finally {
      status.published = before + window.stored();
      status.position = Math.max(status.position, window.storedPosition() ?? 0);
      window.close();
    }
  };

  const recovered = (error: Error): void => {
    status.state = "recovering";
    status.recoveries += 1;
    status.lastError = error.message;
    // dropped as a duplicate of a message that is no longer there: the same event needs another message id
    salt = error instanceof WindowBroken && error.kind === "duplicate" ? `.${Date.now().toString(36)}` : "";
    logger.warn("relay finds its place again", { service, reason: error.message, position: status.position });
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    const stored = await options.checkpoint?.load().catch(() => null);
    if (stored) memory = JSON.parse(stored) as Memory;
    while (!stopping) {
      const [since, before] = [Date.now(), status.published];
      try {
        if (!isConnected(nc)) {
          if (nc.isClosed()) throw new Halt("the connection to the bus was closed");
          status.state = "recovering";
          await reconnected(nc, ending.signal);
          continue;
        }
        await pump(await findPlace());
      } catch (error) {
        if (stopping) break;
        if (error instanceof Halt) {
          status.state = "halted";
          status.lastError = error.message;
          logger.error("relay halted", { service, reason: error.message });
          return;
        }
        recovered(error as Error);
        failures = status.published > before || Date.now() - since > 10_000 ? 0 : failures + 1;
        waker.reset();
        await waker.wait(Math.min(20 * 2 ** failures, 2_000) * (0.5 + Math.random() / 2), () => stopping);
      }
    }
    status.state = "stopped";
  };

  const done = run()
    .catch((error: Error) => {
      status.state = "halted";
      status.lastError = error.message;
      logger.error("relay ended", { service, error });
    })
    .finally(() => {
      unobserve();
      offWake();
      options.signal?.removeEventListener("abort", stop);
    });

  return {
    status: () => ({ ...status }),
    done,
    stop: () => {
      stop();
      return done;
    },
  };
};
