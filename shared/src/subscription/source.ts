import type { RecordedEvent } from "../base/event.ts";

/** Where a subscription stands. `token` is the source's own bookmark (JetStream: creation time and sequence); logs need none. */
export interface Cursor {
  readonly position: number;
  readonly token: string | null;
}

export interface SourceBatch {
  readonly events: ReadonlyArray<RecordedEvent>;
  /** The checkpoint once this batch is applied. May advance past filtered or absent positions even when `events` is empty. */
  readonly next: Cursor;
  /** The last position known to be readable in the source: `head - next.position` is the lag in events (an upper bound). */
  readonly head: number;
}

/** An ordered, gap-free supply of events: the service's own log, or another service's JetStream stream. */
export interface Source {
  /** "log" or "jetstream:TRACKING" */
  readonly name: string;
  /** Resolves at once, with no events when there are none yet; waiting is the runner's business. */
  read(cursor: Cursor, limit: number): Promise<SourceBatch>;
  /** A hint that something may be readable; never the truth. Returns the way to unsubscribe. */
  onWake(wake: () => void): () => void;
}
