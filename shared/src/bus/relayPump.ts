import type { RecordedEvent } from "../base/event.ts";
import { Slice } from "../base/slice.ts";
import type { Waker } from "../base/waker.ts";
import type { Cursor, Source } from "../subscription/source.ts";
import { type AckWindow, openWindow } from "./ackWindow.ts";
import type { NatsConnection } from "./connection.ts";
import { holesIn, streamInfo } from "./jsApi.ts";
import type { RelayMemory } from "./relayMemory.ts";
import type { RelayState } from "./relayOptions.ts";
import type { RelaySender } from "./relaySender.ts";
import { readStreamEnd, type StreamEnd } from "./streamEnd.ts";

export interface PumpContext {
  readonly nc: NatsConnection;
  readonly stream: string;
  readonly source: Source;
  /** Woken by the source, and when the relay is to stop. */
  readonly waker: Waker;
  readonly sender: RelaySender;
  readonly memory: RelayMemory;
  /** Says what is to become of an event that cannot be published. Throws where nobody knows. */
  readonly poison: (window: AckWindow, event: RecordedEvent, error: Error) => Promise<"skip" | "again">;
  readonly status: RelayState;
  readonly stopping: () => boolean;
  /** The JetStream stream is to be made anew. */
  readonly anew: () => boolean;
  /** The whole log is on the JetStream stream that was created then. */
  readonly filled: (created: string) => void;
  readonly timing: {
    /** Messages in flight. */
    readonly window: number;
    readonly windowBytes: number;
    readonly pollMs: number;
    readonly verifyEveryMs: number;
    readonly ackTimeoutMs: number;
  };
}

/** Publishes the log behind `place` until it is to stop. Throws when the JetStream stream does not end where it was believed to. */
export const pump = async (context: PumpContext, place: StreamEnd): Promise<void> => {
  const { nc, stream, source, waker, sender, memory, poison, status, stopping } = context;
  const { window: size, windowBytes, pollMs, verifyEveryMs, ackTimeoutMs } = context.timing;
  const window = openWindow(nc, { lastSequence: place.lastSequence, size, bytes: windowBytes, ackTimeoutMs });
  sender.begin();
  const before = status.published;
  let cursor: Cursor = { position: memory.resumeFrom(place), token: null };
  status.position = cursor.position;
  let verified = Date.now();
  let looked = Date.now();
  const slice = new Slice();
  const read = (from: Cursor) => {
    waker.reset();
    const batch = source.read(from, size * 2);
    batch.catch(() => undefined); // it is awaited later, and must not count as unhandled until then
    return batch;
  };
  try {
    let ahead = read(cursor);
    while (!stopping()) {
      if (context.anew()) throw new Error("the bus is to be filled anew");
      if (Date.now() - looked >= verifyEveryMs) {
        if (holesIn(await streamInfo(nc, stream)) > 0) throw new Error("messages are gone from the middle of the bus");
        looked = Date.now();
      }
      const batch = await ahead;
      if (batch.head < place.position) throw new Error(`the bus is at position ${place.position}, ahead of the log (${batch.head})`);
      status.head = batch.head;
      status.state = "running";
      const moved = batch.next.position > cursor.position;
      if (moved) ahead = read(batch.next);
      for (const event of batch.events) {
        if (stopping()) break;
        if (event.position <= cursor.position) throw new Error(`the log gave position ${event.position} after ${cursor.position}`);
        if (slice.over) await slice.rest();
        if (!window.hasRoom()) await window.room();
        for (let error = sender.send(window, event); error && (await poison(window, event, error)) === "again"; )
          error = sender.send(window, event);
        cursor = { position: event.position, token: null };
        status.published = before + window.stored();
        status.position = window.storedPosition() ?? status.position;
      }
      if (stopping()) break;
      if (moved) {
        cursor = batch.next;
        continue;
      }
      await window.settled();
      status.published = before + window.stored();
      status.position = cursor.position;
      status.lastError = null;
      await memory.remember(window, place.created, cursor.position);
      if (cursor.position >= batch.head) context.filled(place.created);
      await waker.wait(pollMs);
      if (Date.now() - verified >= verifyEveryMs) {
        const now = await readStreamEnd(nc, stream);
        const held = window.stored() > 0 ? window.lastSequence() : place.heldSequence;
        const whole = now.heldSequence === held || now.aged;
        if (now.created !== place.created || now.lastSequence !== window.lastSequence() || !whole) {
          throw new Error("the bus lost messages, or somebody else wrote to it");
        }
        verified = Date.now();
      }
      if (!stopping()) ahead = read(cursor);
    }
    await window.settled();
  } finally {
    status.published = before + window.stored();
    status.position = Math.max(status.position, window.storedPosition() ?? 0);
    window.close();
  }
};
