import type { Cursor, SourceBatch } from "./source.ts";

/** Where a batch goes, with the checkpoint beside the data. */
export interface Sink {
  /** Where to begin. */
  open(): Promise<Cursor>;
  /**
   * Applies the batch and moves the checkpoint, or throws and did neither. Returns where to go on: usually `batch.next`, earlier when the
   * sink found that it had lost data. Throws Fenced or Held when this runner may not write.
   */
  write(batch: SourceBatch, from: Cursor): Promise<Cursor>;
  /** Puts the batch's only event aside with its stream and moves on. */
  park(batch: SourceBatch, from: Cursor, error: Error): Promise<Cursor>;
  /** Now and then, while there is nothing to read. Returns where to go on. */
  idle(cursor: Cursor): Promise<Cursor>;
}
