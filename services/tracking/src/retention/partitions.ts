import { sleep } from "@marketing/shared/base/sleep";
import type { Pool } from "@marketing/shared/postgres/pool";
import { isTransient } from "@marketing/shared/subscription/failures";

export type EventTable = "events" | "events_archive";

export interface Partition {
  readonly name: string;
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
}

/** The partitions that are wholly before a time, the oldest first. */
export const partitionsBefore = async (pool: Pool, table: EventTable, before: Date): Promise<ReadonlyArray<Partition>> => {
  const { rows } = await pool.query<Partition>(
    `SELECT name, from_at AS "from", to_at AS "to" FROM event_partitions($1) WHERE to_at <= $2 ORDER BY from_at`,
    [table, before],
  );
  return rows;
};

/** A statement that waits for a lock for a moment only, and lets those behind it go first between its tries. */
export const whenFree = async <A>(work: () => Promise<A>, signal: AbortSignal, tries = 60): Promise<A> => {
  for (let left = tries; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left <= 1 || signal.aborted || !isTransient(error)) throw error;
      await sleep(100 + Math.random() * 400, signal);
    }
  }
};

/** Puts a whole partition of `events` into the archive. False where rows have to be moved one by one: see the function of the same name. */
export const archivePartition = async (pool: Pool, name: string, signal: AbortSignal): Promise<boolean> => {
  for (const step of ["bound_event_partition", "check_event_partition"])
    await whenFree(() => pool.query(`SELECT ${step}($1)`, [name]), signal);
  const { rows } = await whenFree(() => pool.query<{ moved: boolean }>("SELECT archive_event_partition($1) AS moved", [name]), signal);
  return rows[0]!.moved;
};

export const dropPartition = async (pool: Pool, table: EventTable, name: string, signal: AbortSignal): Promise<boolean> => {
  const { rows } = await whenFree(
    () => pool.query<{ dropped: boolean }>("SELECT drop_event_partition($1, $2) AS dropped", [table, name]),
    signal,
  );
  return rows[0]!.dropped;
};

export interface Rows {
  readonly from?: Date;
  /** Exclusive. */
  readonly to: Date;
  readonly tenantId?: string;
  /** The last position. */
  readonly upTo?: number;
}
const these =
  "timestamp >= coalesce($1::timestamptz, '-infinity') AND timestamp < $2::timestamptz AND ($3::uuid IS NULL OR tenant_id = $3) AND ($4::bigint IS NULL OR event_id <= $4)";
const valuesOf = ({ from, to, tenantId, upTo }: Rows): unknown[] => [from ?? null, to, tenantId ?? null, upTo ?? null];

export const countRows = async (pool: Pool, table: EventTable, rows: Rows): Promise<number> => {
  const found = await pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${table} WHERE ${these}`, valuesOf(rows));
  return found.rows[0]!.count;
};

const rowsAtOnce = 10_000;

/**
 * Rows within one partition, each gone in the statement that puts it into the archive, where `into` names that: a crash leaves every row in
 * one of the two tables. Resolves to how many they were.
 */
export const moveRows = async (
  pool: Pool,
  table: EventTable,
  rows: Rows & Required<Pick<Rows, "from">>,
  into: "events_archive" | null,
  signal: AbortSignal,
): Promise<number> => {
  if ((await countRows(pool, table, rows)) === 0) return 0;
  if (into !== null) await whenFree(() => pool.query("SELECT ensure_event_partition($1, $2)", [into, rows.from]), signal);
  let moved = 0;
  while (!signal.aborted) {
    // within one partition a row's ctid is its own
    const { rowCount } = await pool.query(
      `WITH gone AS (DELETE FROM ${table} WHERE timestamp >= $1 AND timestamp < $2 AND ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${these} LIMIT ${rowsAtOnce})) RETURNING *)
       ${into === null ? "SELECT FROM gone" : `INSERT INTO ${into} SELECT * FROM gone`}`,
      valuesOf(rows),
    );
    moved += rowCount ?? 0;
    if ((rowCount ?? 0) < rowsAtOnce) break;
  }
  return moved;
};
