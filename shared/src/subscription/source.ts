import type { RecordedEvent } from "../base/event.ts";

/** How far a subscription has read. `token` is a bookmark of the source (JetStream: creation time and sequence); a log needs none. */
export interface Cursor {
  readonly position: number;
  readonly token: string | null;
}

export interface SourceBatch {
  readonly events: ReadonlyArray<RecordedEvent>;
  /**
   * The checkpoint after this batch was applied. It may pass positions that were filtered out or never used, even when `events` is empty.
   */
  readonly next: Cursor;
  /** The last position known to be readable in the source: `head - next.position` is the lag in events (an upper bound). */
  readonly head: number;
}

/** An ordered, gap-free supply of events: the service's own log, or another service's JetStream stream. */
export interface Source {
  /** "log" or "jetstream:<name>" */
  readonly name: string;
  /** Resolves at once, without events when there are none yet; it is the runner that waits. */
  read(cursor: Cursor, limit: number): Promise<SourceBatch>;
  /** Calls `wake` when there may be something to read. Returns a function that unsubscribes. */
  onWake(wake: () => void): () => void;
}
