import { defaults } from "../base/defaults.ts";
import type { Lease } from "../subscription/lease.ts";
import type { Generation } from "./generations.ts";
import { indexedFor } from "./measured.ts";
import { moveCursor, readStanding, type Standing } from "./standing.ts";
import { type SyncContext, type Synced, syncEntities } from "./syncEntities.ts";
import { type Pending, queueUnknown, readAllUntried, readDue, readUntried, tryAgain } from "./synced.ts";

/** Entities looked at and items synced at a time. */
const { entitiesPerStep: entityLimit, itemsPerStep: itemLimit } = defaults.vectors;

/** The first of them that together have not too many items, one at least. */
const some = (pending: ReadonlyArray<Pending>): ReadonlyArray<Pending> => {
  let items = 0;
  const end = pending.findIndex((p, i) => {
    items += p.items;
    return i > 0 && items > itemLimit;
  });
  return end < 0 ? pending : pending.slice(0, end);
};

/** Up to where everything is dealt with once `taken` are: all of one position, or none of it. */
const reached = (pending: ReadonlyArray<Pending>, taken: ReadonlyArray<Pending>, at: Standing): number => {
  const next = pending[taken.length];
  if (next) return Math.min(taken.at(-1)!.position, next.position - 1);
  return pending.length >= entityLimit ? pending.at(-1)!.position : Math.max(at.viewPosition, pending.at(-1)?.position ?? 0);
};

export interface Step {
  /** False = there was nothing to do. */
  readonly worked: boolean;
  /** Nothing is wanted, up to the view's position, that was not tried. */
  readonly caughtUp: boolean;
  readonly synced: Synced | null;
}

export interface Look {
  /** Whatever differs at any position, not only behind the cursor. */
  readonly all: boolean;
  /** Says that it is there even where nothing changed. */
  readonly beat?: boolean;
}

/**
 * One batch of what a generation lacks: what the view wanted since the cursor, in the log's order; failed entities that are due; with `all`,
 * whatever differs anywhere. The cursor says how far everything is tried, and goes back to the beginning when the view was built anew.
 */
export const catchUp = async (
  context: SyncContext,
  lease: Lease,
  view: string,
  g: Generation,
  { all, beat = false }: Look,
): Promise<Step> => {
  const { pool } = context;
  const at = await readStanding(pool, view, g.generation);
  if (!at) return { worked: false, caughtUp: true, synced: null };
  if (!at.sameView) {
    await tryAgain(pool, g.generation);
    await queueUnknown(pool, g.generation);
    await moveCursor(pool, lease, g.generation, 0, at);
  }
  const cursor = at.sameView ? at.cursor : 0;
  if (all) await queueUnknown(pool, g.generation);
  const pending = all ? await readAllUntried(pool, g.generation, entityLimit) : await readUntried(pool, g.generation, cursor, entityLimit);
  const taken = some(pending);
  const due = taken.length < pending.length ? [] : some(await readDue(pool, g.generation, 20));
  const keys = [...new Map([...taken, ...due].map((p) => [`${p.tenantId} ${p.entityId}`, p])).values()];
  const positions = keys.map((k) => k.position);
  const synced = keys.length > 0 ? await indexedFor(pool, view, positions, () => syncEntities(context, lease, g, keys)) : null;
  const to = Math.max(cursor, reached(pending, taken, at));
  // Who waits for a position looks between cursor and view for himself: moving it every time would only cost.
  if (synced || beat) await moveCursor(pool, lease, g.generation, to, at);
  return { worked: keys.length > 0, caughtUp: taken.length === pending.length && pending.length < entityLimit, synced };
};
