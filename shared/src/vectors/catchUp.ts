import { defaults } from "../base/defaults.ts";
import type { Lease } from "../subscription/lease.ts";
import type { Generation } from "./generations.ts";
import { moveCursor, readProgress } from "./indexProgress.ts";
import { tracedIndexing } from "./measured.ts";
import { type SyncContext, type Synced, syncEntities } from "./syncEntities.ts";
import { type EntityKey, type Pending, queueRemoved, readAllPending, readDue, readPending, retryFailed } from "./synced.ts";

/** Entities read and items synced in one batch. */
const { entitiesPerBatch: maxEntities, itemsPerBatch: maxItems } = defaults.vectors;
const maxRetries = 20;

const keyOf = (e: EntityKey): string => `${e.tenantId} ${e.entityId}`;

/** The smallest or the oldest entities that together have at most `maxItems` items, in the order of the log; one entity at least. */
export const firstBatch = (pending: ReadonlyArray<Pending>, first: "smallest" | "oldest"): ReadonlyArray<Pending> => {
  let items = 0;
  const taken = new Set(
    [...pending]
      .sort((a, b) => (first === "smallest" ? a.items - b.items : 0) || a.position - b.position)
      .filter((p, i) => {
        items += p.items;
        return i === 0 || items <= maxItems;
      }),
  );
  return pending.filter((p) => taken.has(p));
};

/** The position up to which everything has been tried once the batch is synced. A position with entities outside the batch does not count. */
export const positionAfter = (batch: ReadonlyArray<Pending>, pending: ReadonlyArray<Pending>, viewPosition: number): number => {
  const taken = new Set(batch);
  const left = pending.find((p) => !taken.has(p));
  if (left) return left.position - 1;
  return pending.length >= maxEntities ? pending.at(-1)!.position : Math.max(viewPosition, pending.at(-1)?.position ?? 0);
};

export interface CatchUpResult {
  /** False = there was nothing to do. */
  readonly worked: boolean;
  /** True = up to the view's position nothing is left that was not tried. */
  readonly caughtUp: boolean;
  readonly synced: Synced | null;
  /** True = the oldest has waited for smaller ones: it is its turn. */
  readonly leftBehind: boolean;
}

export interface CatchUpOptions {
  /** Looks for differences at every position, not only behind the cursor. */
  readonly all: boolean;
  /** Writes the cursor even where nothing changed, so that operators see a live indexer. */
  readonly heartbeat?: boolean;
  /** Which entities come first; default: the smallest. */
  readonly first?: "smallest" | "oldest";
}

/**
 * Syncs one batch of a generation: of what the view wanted since the cursor the smallest entities, so that nobody waits behind a large one, which is
 * synced slice by slice; failed entities that are due for another try; with `all`, whatever differs at any position. The cursor says how far everything has been tried. It goes back to the beginning when the
 * view was rebuilt.
 */
export const catchUp = async (
  context: SyncContext,
  lease: Lease,
  view: string,
  g: Generation,
  { all, heartbeat = false, first = "smallest" }: CatchUpOptions,
): Promise<CatchUpResult> => {
  const { pool } = context;
  const progress = await readProgress(pool, view, g.generation);
  if (!progress) return { worked: false, caughtUp: true, synced: null, leftBehind: false };
  if (!progress.sameView) {
    await retryFailed(pool, g.generation);
    await queueRemoved(pool, g.generation);
    await moveCursor(pool, lease, g.generation, 0, progress);
  }
  const cursor = progress.sameView ? progress.cursor : 0;
  if (all) await queueRemoved(pool, g.generation);
  const pending = all ? await readAllPending(pool, g.generation, maxEntities) : await readPending(pool, g.generation, cursor, maxEntities);
  const batch = firstBatch(pending, first);
  const leftBehind = batch.length > 0 && batch[0] !== pending[0];
  const due = batch.length < pending.length ? [] : firstBatch(await readDue(pool, g.generation, maxRetries), "oldest");
  const keys = [...new Map([...batch, ...due].map((p) => [keyOf(p), p])).values()];
  const positions = keys.map((k) => k.position);
  const synced = keys.length > 0 ? await tracedIndexing(pool, view, positions, () => syncEntities(context, lease, g, keys)) : null;
  const unfinished = new Set(synced?.unfinished.map(keyOf));
  const done = batch.filter((p) => !unfinished.has(keyOf(p)));
  const position = Math.max(cursor, positionAfter(done, pending, progress.viewPosition));
  // Not written each time: a search that waits for a position checks by itself what is pending between the cursor and the view.
  if (synced || heartbeat) await moveCursor(pool, lease, g.generation, position, progress);
  return { worked: keys.length > 0, caughtUp: done.length === pending.length && pending.length < maxEntities, synced, leftBehind };
};
