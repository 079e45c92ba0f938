import type { Cursor, SourceBatch } from "./source.ts";

/** Writes batches to a view's store, together with the checkpoint. */
export interface Sink {
  /** The cursor to begin at. */
  open(): Promise<Cursor>;
  /**
   * Applies the batch and moves the checkpoint; when it throws, it has done neither. Returns the cursor to continue at: usually
   * `batch.next`, an earlier one when the sink found that it had lost data. Throws Fenced or Held when this runner may not write.
   */
  write(batch: SourceBatch, from: Cursor): Promise<Cursor>;
  /** Parks the only event of the batch, with its stream, after so many attempts, and moves the checkpoint behind it. */
  park(batch: SourceBatch, from: Cursor, error: Error, attempts: number): Promise<Cursor>;
  /** Called periodically while there is nothing to read. Returns the cursor to continue at. */
  idle(cursor: Cursor): Promise<Cursor>;
}
