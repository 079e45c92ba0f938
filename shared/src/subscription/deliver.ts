import { defaults } from "../base/defaults.ts";
import type { Logger } from "../base/logger.ts";
import { sleep } from "../base/sleep.ts";
import { PoisonEventError } from "./failures.ts";
import type { Lease } from "./lease.ts";
import type { Sink } from "./sink.ts";
import type { Cursor, SourceBatch } from "./source.ts";
import type { View } from "./view.ts";

const timing = defaults.subscription;

/**
 * Applies the batch. If it still fails after a few tries, its events are applied one by one, and the one that fails is parked with its
 * stream.
 */
export const deliver = async (logger: Logger, view: View, sink: Sink, batch: SourceBatch, from: Cursor, lease: Lease): Promise<Cursor> => {
  let failure = await attempt(() => sink.write(batch, from));
  if (failure.done) return failure.done;
  for (const delay of timing.retryDelaysMs) {
    await sleep(delay, lease.signal);
    failure = await attempt(() => sink.write(batch, from));
    if (failure.done) return failure.done;
  }
  logger.warn("a batch keeps failing; looking for the poison event", {
    view: view.name,
    from: from.position,
    error: failure.error,
  });
  let cursor = from;
  let inARow = 0;
  for (const one of singles(batch)) {
    const outcome = await attempt(() => sink.write(one, cursor));
    if (outcome.done) {
      cursor = outcome.done;
      inARow = 0;
    } else {
      // So many failures in a row mean that the view is broken; parking the whole log would only hide that.
      if (++inARow > timing.parkedInARow) throw outcome.error;
      const event = one.events[0]!;
      logger.error("event parked with its stream", {
        view: view.name,
        position: event.position,
        streamId: event.streamId,
        tenantId: event.tenantId,
        error: outcome.error,
      });
      cursor = await sink.park(one, cursor, outcome.error, timing.retryDelaysMs.length + 2);
    }
    if (cursor.position < one.next.position) return cursor; // the sink has lost data and needs earlier events again
  }
  return cursor;
};

const attempt = async (work: () => Promise<Cursor>): Promise<{ done: Cursor } | { done: null; error: Error }> => {
  try {
    return { done: await work() };
  } catch (error) {
    if (!(error instanceof PoisonEventError)) throw error;
    return { done: null, error };
  }
};

/** Splits the batch into batches of one event; the last one ends where the whole batch ends. */
const singles = (batch: SourceBatch): SourceBatch[] =>
  batch.events.map((event, i) => ({
    events: [event],
    next: i === batch.events.length - 1 ? batch.next : { position: event.position, token: null },
    head: batch.head,
  }));
