import type { RecordedEvent } from "../base/event.ts";
import type { Pool, PoolClient } from "../postgres/pool.ts";

/** Separates the events to apply from those whose stream is parked, which wait in order behind the poison event. Discarded ones are in neither. */
export interface Split {
  readonly live: ReadonlyArray<RecordedEvent>;
  readonly waiting: ReadonlyArray<RecordedEvent>;
}

interface AsideRow {
  readonly tenant_id: string | null;
  readonly stream_id: string | null;
  readonly position: number;
}

/** Where each parked stream begins to wait; and, without a stream, each discarded event between two positions. */
const asideSql = `SELECT tenant_id, stream_id, min(position) AS position FROM parked_events WHERE subscription = $1 GROUP BY 1, 2
  UNION ALL SELECT NULL, NULL, position FROM discarded_events WHERE subscription = $1 AND position BETWEEN $2 AND $3`;

export const splitParked = async (
  connection: Pool | PoolClient,
  subscription: string,
  events: ReadonlyArray<RecordedEvent>,
): Promise<Split> => {
  if (events.length === 0) return { live: events, waiting: [] };
  const { rows } = await connection.query<AsideRow>({
    name: "events_aside",
    text: asideSql,
    values: [subscription, events[0]!.position, events.at(-1)!.position],
  });
  if (rows.length === 0) return { live: events, waiting: [] };
  const discarded = new Set(rows.flatMap((r) => (r.stream_id === null ? [r.position] : [])));
  const parked = new Map(rows.flatMap((r) => (r.stream_id === null ? [] : [[`${r.tenant_id} ${r.stream_id}`, r.position] as const])));
  // what the stream held before its poison event was applied, and a new generation applies it too
  const waits = (e: RecordedEvent): boolean => e.position >= (parked.get(`${e.tenantId} ${e.streamId}`) ?? Number.POSITIVE_INFINITY);
  const kept = events.filter((e) => !discarded.has(e.position));
  return { live: kept.filter((e) => !waits(e)), waiting: kept.filter(waits) };
};

/** What a poison event did; absent for those that only wait behind one. */
export interface Poison {
  readonly error: string;
  readonly attempts: number;
}

/** Parks the events. Idempotent. */
export const park = async (
  connection: Pool | PoolClient,
  subscription: string,
  events: ReadonlyArray<RecordedEvent>,
  { error, attempts }: Poison = { error: "", attempts: 0 },
): Promise<void> => {
  if (events.length === 0) return;
  await connection.query(
    `INSERT INTO parked_events (subscription, position, tenant_id, stream_id, event, error, attempts)
     SELECT $1, x.*, $6, $7 FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::jsonb[]) x ON CONFLICT DO NOTHING`,
    [
      subscription,
      events.map((e) => e.position),
      events.map((e) => e.tenantId),
      events.map((e) => e.streamId),
      events.map((e) => JSON.stringify(e)),
      error,
      attempts,
    ],
  );
};

export interface ParkedEvent extends Poison {
  readonly event: RecordedEvent;
  readonly parkedAt: Date;
}

export const countParked = async (connection: Pool | PoolClient, subscription: string): Promise<number> =>
  (await connection.query<{ n: number }>("SELECT count(*) AS n FROM parked_events WHERE subscription = $1", [subscription])).rows[0]!.n;

export const readParked = async (connection: Pool | PoolClient, subscription: string): Promise<ReadonlyArray<ParkedEvent>> => {
  const { rows } = await connection.query<Poison & { event: RecordedEvent; parked_at: Date }>(
    "SELECT event, error, attempts, parked_at FROM parked_events WHERE subscription = $1 ORDER BY position",
    [subscription],
  );
  return rows.map(({ event, error, attempts, parked_at: parkedAt }) => ({
    event: { ...event, recordedAt: new Date(event.recordedAt) },
    error,
    attempts,
    parkedAt,
  }));
};
