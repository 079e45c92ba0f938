import { Code } from "../base/code.ts";
import { defaults } from "../base/defaults.ts";
import { RpcError } from "../base/errors.ts";
import { type Pool, withTenant } from "../postgres/pool.ts";
import { aheadOfLog, logHeadSql } from "../subscription/waitFor.ts";
import { watchesByKey } from "../subscription/watch.ts";
import { readLive } from "./generations.ts";
import { readProgress } from "./indexProgress.ts";
import { pendingSql } from "./synced.ts";

const firstSql = `SELECT min(e.position) AS first FROM vector_entities e
  LEFT JOIN vector_synced s ON s.tenant_id = e.tenant_id AND s.generation = $1 AND s.entity_id = e.entity_id
  WHERE e.position > $2 AND ${pendingSql}`;

/**
 * The position up to which the live generation holds everything of the tenant. An entity that was refused counts as done, since waiting for it
 * would be in vain. 0 while there is no generation, or while the indexer has not yet noticed that the view was rebuilt.
 */
export const indexedPosition = (pool: Pool, view: string, tenantId: string): Promise<number> =>
  withTenant(pool, tenantId, async (client) => {
    const live = await readLive(client);
    const progress = live && (await readProgress(client, view, live.generation));
    if (!live || !progress?.sameView) return 0;
    const { rows } = await client.query<{ first: number | null }>(firstSql, [live.generation, progress.cursor]);
    // Nothing pending behind the cursor: the index holds all that the view has seen.
    const first = rows[0]!.first;
    return first === null ? Math.max(progress.cursor, progress.viewPosition) : first - 1;
  });

interface Seen {
  readonly reached: number;
  readonly head: number;
}

const watchOf = watchesByKey<Seen>();

/**
 * Waits until what the tenant's log held at `position` is in the index, at most until `deadline` or ten seconds. Throws DEADLINE_EXCEEDED, reason
 * INDEX_BEHIND, and OUT_OF_RANGE at once for a position that no event has; `ping` is called now and then, and ends the waiting by throwing when
 * the store is unavailable.
 */
export const waitIndexed = (
  { pool, view, ping }: { readonly pool: Pool; readonly view: string; readonly ping: () => Promise<void> },
  tenantId: string,
  position: number,
  deadline?: Date,
): Promise<number> => {
  const started = Date.now();
  const until = Math.min(deadline?.getTime() ?? Number.POSITIVE_INFINITY, started + defaults.vectors.waitForPositionMs);
  let pingAt = started + 500;
  const watch = watchOf(pool, tenantId, () => ({
    look: async () => {
      if (Date.now() >= pingAt) {
        await ping();
        pingAt = Date.now() + 1_000;
      }
      const { rows } = await pool.query<{ head: number }>(logHeadSql);
      return { reached: await indexedPosition(pool, view, tenantId), head: rows[0]!.head };
    },
    refuse: (wanted, { reached, head }, late) =>
      aheadOfLog(wanted, head) ??
      (late
        ? new RpcError(Code.DEADLINE_EXCEEDED, "INDEX_BEHIND", `the vector index has not reached position ${wanted} yet`, {
            metadata: { indexed_position: String(reached) },
          })
        : null),
    longestMs: 100,
  }));
  return watch.wait(position, until);
};
