import { defaults } from "../base/defaults.ts";
import type { Lease } from "../subscription/lease.ts";
import type { Generation } from "./generations.ts";
import { type IndexProgress, moveCursor, readProgress } from "./indexProgress.ts";
import { tracedIndexing } from "./measured.ts";
import { type SyncContext, type Synced, syncEntities } from "./syncEntities.ts";
import { type Pending, queueRemoved, readAllPending, readDue, readPending, retryFailed } from "./synced.ts";

/** Entities read and items synced in one batch. */
const { entitiesPerBatch: maxEntities, itemsPerBatch: maxItems } = defaults.vectors;
const maxRetries = 20;

/** The first entities that together have at most `maxItems` items; one entity at least. */
const firstBatch = (pending: ReadonlyArray<Pending>): ReadonlyArray<Pending> => {
  let items = 0;
  const end = pending.findIndex((p, i) => {
    items += p.items;
    return i > 0 && items > maxItems;
  });
  return end < 0 ? pending : pending.slice(0, end);
};

/** The position up to which everything has been tried once the batch is synced. A position with entities outside the batch does not count. */
const positionAfter = (batch: ReadonlyArray<Pending>, pending: ReadonlyArray<Pending>, progress: IndexProgress): number => {
  const next = pending[batch.length];
  if (next) return Math.min(batch.at(-1)!.position, next.position - 1);
  return pending.length >= maxEntities ? pending.at(-1)!.position : Math.max(progress.viewPosition, pending.at(-1)?.position ?? 0);
};

export interface CatchUpResult {
  /** False = there was nothing to do. */
  readonly worked: boolean;
  /** True = up to the view's position nothing is left that was not tried. */
  readonly caughtUp: boolean;
  readonly synced: Synced | null;
}

export interface CatchUpOptions {
  /** Looks for differences at every position, not only behind the cursor. */
  readonly all: boolean;
  /** Writes the cursor even where nothing changed, so that operators see a live indexer. */
  readonly heartbeat?: boolean;
}

/**
 * Syncs one batch of a generation: what the view wanted since the cursor, in the order of the log; failed entities that are due for another
 * try; with `all`, whatever differs at any position. The cursor says how far everything has been tried. It goes back to the beginning when the
 * view was rebuilt.
 */
export const catchUp = async (
  context: SyncContext,
  lease: Lease,
  view: string,
  g: Generation,
  { all, heartbeat = false }: CatchUpOptions,
): Promise<CatchUpResult> => {
  const { pool } = context;
  const progress = await readProgress(pool, view, g.generation);
  if (!progress) return { worked: false, caughtUp: true, synced: null };
  if (!progress.sameView) {
    await retryFailed(pool, g.generation);
    await queueRemoved(pool, g.generation);
    await moveCursor(pool, lease, g.generation, 0, progress);
  }
  const cursor = progress.sameView ? progress.cursor : 0;
  if (all) await queueRemoved(pool, g.generation);
  const pending = all ? await readAllPending(pool, g.generation, maxEntities) : await readPending(pool, g.generation, cursor, maxEntities);
  const batch = firstBatch(pending);
  const due = batch.length < pending.length ? [] : firstBatch(await readDue(pool, g.generation, maxRetries));
  const keys = [...new Map([...batch, ...due].map((p) => [`${p.tenantId} ${p.entityId}`, p])).values()];
  const positions = keys.map((k) => k.position);
  const synced = keys.length > 0 ? await tracedIndexing(pool, view, positions, () => syncEntities(context, lease, g, keys)) : null;
  const position = Math.max(cursor, positionAfter(batch, pending, progress));
  // Not written each time: a search that waits for a position checks by itself what is pending between the cursor and the view.
  if (synced || heartbeat) await moveCursor(pool, lease, g.generation, position, progress);
  return { worked: keys.length > 0, caughtUp: batch.length === pending.length && pending.length < maxEntities, synced };
};
