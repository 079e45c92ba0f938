import { defaults } from "../base/defaults.ts";
import { deadlineExceeded, outOfRange, type RpcError } from "../base/errors.ts";
import type { Pool } from "../postgres/pool.ts";
import { watchesByKey } from "./watch.ts";

interface Seen {
  readonly reached: number;
  /** The last position that was given to anybody; events in flight have theirs already. */
  readonly head: number;
}

/** The sequence's head, not the high water: a command was answered with its position while an older append was still in flight. */
export const logHeadSql = "SELECT last_value AS head FROM log_position";

const sql = `SELECT coalesce(c.position, 0) AS reached, (${logHeadSql}) AS head
  FROM (VALUES ($1)) AS v (name) LEFT JOIN projections p USING (name)
  LEFT JOIN checkpoints c ON c.subscription = p.name AND c.generation = p.live_generation`;

/** Nobody will ever have to wait for a position that was given to no event yet. */
export const aheadOfLog = (position: number, head: number): RpcError | null =>
  position > head
    ? outOfRange(
        "POSITION_AHEAD_OF_LOG",
        `min_position ${position} is ahead of this service's log: send what a command of this service answered`,
        {
          head: String(head),
        },
      )
    : null;

const watchOf = watchesByKey<Seen>();

/**
 * Waits until a view of the service's own log has folded it up to `position` (a query's `min_position`), at most until `deadline` or ten
 * seconds. Throws DEADLINE_EXCEEDED then, and OUT_OF_RANGE at once for a position that no event has; a caller who gave none waits for nothing.
 */
export const waitForPosition = async (pool: Pool, view: string, position: number | null | undefined, deadline?: Date): Promise<void> => {
  if (!position) return;
  const until = Math.min(deadline?.getTime() ?? Number.POSITIVE_INFINITY, Date.now() + defaults.subscription.waitForPositionMs);
  const watch = watchOf(pool, view, () => ({
    look: async () => (await pool.query<Seen>({ name: "view_position", text: sql, values: [view] })).rows[0]!,
    refuse: (wanted, { head }, late) =>
      aheadOfLog(wanted, head) ?? (late ? deadlineExceeded(`view ${view} has not reached position ${wanted} yet`) : null),
    longestMs: 50,
  }));
  await watch.wait(position, until);
};
