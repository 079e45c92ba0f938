import { Code } from "../base/code.ts";
import { defaults } from "../base/defaults.ts";
import { RpcError } from "../base/errors.ts";
import { sleep } from "../base/sleep.ts";
import { type Pool, withTenant } from "../postgres/pool.ts";
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

/**
 * Waits until what the tenant's log held at `position` is in the index, at most until `deadline` or ten seconds. Throws DEADLINE_EXCEEDED, reason
 * INDEX_BEHIND; `ping` is called now and then, and ends the waiting by throwing when the store is unavailable.
 */
export const waitIndexed = async (
  options: { readonly pool: Pool; readonly view: string; readonly ping: () => Promise<void> },
  tenantId: string,
  position: number,
  deadline?: Date,
): Promise<number> => {
  const started = Date.now();
  const until = Math.min(deadline?.getTime() ?? Number.POSITIVE_INFINITY, started + defaults.vectors.waitForPositionMs);
  let pingAt = started + 500;
  for (let delay = 5; ; delay = Math.min(delay * 1.5, 100)) {
    const reached = await indexedPosition(options.pool, options.view, tenantId);
    if (reached >= position) return reached;
    if (Date.now() >= pingAt) {
      await options.ping();
      pingAt = Date.now() + 1_000;
    }
    if (Date.now() + delay > until)
      throw new RpcError(Code.DEADLINE_EXCEEDED, "INDEX_BEHIND", `the vector index has not reached position ${position} yet`, {
        metadata: { indexed_position: String(reached) },
      });
    await sleep(delay);
  }
};
