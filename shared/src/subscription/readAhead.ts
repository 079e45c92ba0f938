import type { Cursor, Source, SourceBatch } from "./source.ts";

/**
 * Reads a source batch by batch. While a full batch is being written the next one is read ahead. If that was empty it is read again, because it
 * was read too early.
 */
export const readAhead = (source: Source, limit: number): ((from: Cursor) => Promise<SourceBatch>) => {
  let ahead: { readonly from: Cursor; readonly batch: Promise<SourceBatch> } | null = null;
  return async (from) => {
    const early = ahead?.from === from ? await ahead.batch.catch(() => null) : null;
    const batch = early && early.events.length > 0 ? early : await source.read(from, limit);
    ahead = batch.events.length < limit ? null : { from: batch.next, batch: source.read(batch.next, limit) };
    ahead?.batch.catch(() => undefined);
    return batch;
  };
};
