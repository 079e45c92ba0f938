import { defaults } from "../base/defaults.ts";
import type { Pool, PoolClient } from "../postgres/pool.ts";
import { Fenced, Held, Paused } from "./failures.ts";
import type { Lease } from "./lease.ts";
import type { Cursor } from "./source.ts";

const readSql = "SELECT position, token FROM checkpoints WHERE subscription = $1 AND generation = $2";
/** Only the generation that readers see stands still: what is built beside it is held up by nobody. */
const paused = "SELECT 1 FROM projections WHERE name = $1 AND live_generation = $2 AND paused_at IS NOT NULL";
const moveSql = `UPDATE checkpoints SET position = $5::bigint, token = $6, head = greatest($7::bigint, $5::bigint), updated_at = clock_timestamp(), error = NULL, error_since = NULL, progressed_at = clock_timestamp(),
    lease_until = greatest(lease_until, clock_timestamp() + $8 * interval '1 ms'),
    caught_up_at = CASE WHEN $5::bigint >= $7::bigint THEN clock_timestamp() ELSE caught_up_at END
  WHERE subscription = $1 AND generation = $2 AND fence = $3 AND position = $4 AND hold_until <= clock_timestamp()
    AND NOT EXISTS (${paused})`;

export const readCheckpoint = async (connection: Pool | PoolClient, subscription: string, generation: number): Promise<Cursor> => {
  const { rows } = await connection.query<Cursor>(readSql, [subscription, generation]);
  return rows[0] ?? { position: 0, token: null };
};

/**
 * Moves the checkpoint, which must be exactly at `from`, in the caller's transaction. Throws Fenced or Held when this runner may not write.
 */
export const moveCheckpoint = async (
  connection: Pool | PoolClient,
  lease: Lease,
  from: Cursor,
  to: Cursor,
  head: number,
): Promise<void> => {
  const { rowCount } = await connection.query({
    name: "move_checkpoint",
    text: moveSql,
    values: [
      lease.subscription,
      lease.generation,
      lease.fence,
      from.position,
      to.position,
      to.token,
      head,
      lease.ttlMs ?? defaults.lease.ttlMs,
    ],
  });
  if (rowCount !== 1) await mayWrite(connection, lease, true);
};

/** Throws Fenced or Held when this runner may not write. */
export const mayWrite = async (connection: Pool | PoolClient, lease: Lease, refused = false): Promise<void> => {
  const { rows } = await connection.query<{ fence: number; held: boolean; paused: boolean }>(
    `SELECT fence, hold_until > clock_timestamp() AS held, EXISTS (${paused}) AS paused FROM checkpoints WHERE subscription = $1 AND generation = $2`,
    [lease.subscription, lease.generation],
  );
  const mine = rows[0]?.fence === lease.fence;
  if (mine && rows[0]!.paused) throw new Paused(lease.subscription);
  if (mine && rows[0]!.held) throw new Held(lease.subscription);
  if (!mine || refused) throw new Fenced(`${lease.subscription} has another runner`);
};
