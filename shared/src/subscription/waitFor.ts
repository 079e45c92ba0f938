import { defaults } from "../base/defaults.ts";
import { deadlineExceeded } from "../base/errors.ts";
import { sleep } from "../base/sleep.ts";
import type { Pool } from "../postgres/pool.ts";

const sql =
  "SELECT c.position FROM projections p JOIN checkpoints c ON c.subscription = p.name AND c.generation = p.live_generation WHERE p.name = $1";

/**
 * Waits until a view has folded the log up to `position` (a query's `min_position`), at most until `deadline` or ten seconds.
 * Throws DEADLINE_EXCEEDED; a caller who gave no position waits for nothing.
 */
export const waitForPosition = async (pool: Pool, view: string, position: number | null | undefined, deadline?: Date): Promise<void> => {
  if (!position) return;
  const until = Math.min(deadline?.getTime() ?? Number.POSITIVE_INFINITY, Date.now() + defaults.subscription.waitForPositionMs);
  for (let delay = 2; ; delay = Math.min(delay * 1.5, 50)) {
    const { rows } = await pool.query<{ position: number }>({ name: "view_position", text: sql, values: [view] });
    if ((rows[0]?.position ?? 0) >= position) return;
    if (Date.now() + delay > until) throw deadlineExceeded(`view ${view} has not reached position ${position} yet`);
    await sleep(delay);
  }
};
