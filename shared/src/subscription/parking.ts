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

/** What is left out, as it stood when it was read. */
export interface Aside {
  of(event: RecordedEvent): "live" | "waits" | "discarded";
}

/** Of events between two positions. */
export const readAside = async (
  connection: Pool | PoolClient,
  subscription: string,
  first = 0,
  last = Number.MAX_SAFE_INTEGER,
): Promise<Aside> => {
  const { rows } = await connection.query<AsideRow>({ name: "events_aside", text: asideSql, values: [subscription, first, last] });
  const discarded = new Set(rows.flatMap((r) => (r.stream_id === null ? [r.position] : [])));
  const parked = new Map(rows.flatMap((r) => (r.stream_id === null ? [] : [[`${r.tenant_id} ${r.stream_id}`, r.position] as const])));
  return {
    of: ({ position, tenantId, streamId }) => {
      if (discarded.has(position)) return "discarded";
      // what the stream held before its poison event was applied, and a new generation applies it too
      return position >= (parked.get(`${tenantId} ${streamId}`) ?? Number.POSITIVE_INFINITY) ? "waits" : "live";
    },
  };
};

export const splitParked = async (
  connection: Pool | PoolClient,
  subscription: string,
  events: ReadonlyArray<RecordedEvent>,
): Promise<Split> => {
  if (events.length === 0) return { live: events, waiting: [] };
  const aside = await readAside(connection, subscription, events[0]!.position, events.at(-1)!.position);
  return { live: events.filter((e) => aside.of(e) === "live"), waiting: events.filter((e) => aside.of(e) === "waits") };
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

export const countParked = async (connection: Pool | PoolClient, subscription: string): Promise<number> =>
  (await connection.query<{ n: number }>("SELECT count(*) AS n FROM parked_events WHERE subscription = $1", [subscription])).rows[0]!.n;

/** Which parked events of a view. */
export interface ParkedFilter {
  readonly streamId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly position?: number | undefined;
}

/** The part of a WHERE for it, whose values `filterValues` gives: the view is $1, the filter $2 to $4. */
export const filterSql = `subscription = $1 AND ($2::text IS NULL OR stream_id = $2) AND ($3::uuid IS NULL OR tenant_id = $3)
  AND ($4::bigint IS NULL OR position = $4)`;
export const filterValues = (subscription: string, { streamId, tenantId, position }: ParkedFilter) => [
  subscription,
  streamId ?? null,
  tenantId ?? null,
  position ?? null,
];

const pageSize = 100;

/** A view's parked events in the order of the log, read a page at a time: those that are parked, or taken away, meanwhile do not matter. */
export async function* parkedEvents(
  connection: Pool | PoolClient,
  subscription: string,
  filter: ParkedFilter,
): AsyncGenerator<RecordedEvent> {
  for (let after = 0; ; ) {
    const { rows } = await connection.query<{ event: RecordedEvent }>(
      `SELECT event FROM parked_events WHERE ${filterSql} AND position > $5 ORDER BY position LIMIT ${pageSize}`,
      [...filterValues(subscription, filter), after],
    );
    for (const { event } of rows) yield { ...event, recordedAt: new Date(event.recordedAt) };
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.event.position;
  }
}

/** A parked event as operators see it: what it says stays where it is. */
export interface ParkedRow extends Poison {
  readonly subscription: string;
  readonly position: number;
  readonly tenant_id: string;
  readonly stream_id: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly parked_at: Date;
}

/** By view and position; `after`: the view and position of the last that was read. */
export const readParked = async (
  connection: Pool | PoolClient,
  subscription: string | null,
  after: readonly [subscription: string, position: number] | null,
  limit: number,
): Promise<ReadonlyArray<ParkedRow>> =>
  (
    await connection.query<ParkedRow>(
      `SELECT subscription, position, tenant_id, stream_id, event->>'eventId' AS event_id, event->>'type' AS event_type, error, attempts, parked_at
         FROM parked_events WHERE ($1::text IS NULL OR subscription = $1) AND ($2::text IS NULL OR (subscription, position) > ($2, $3::bigint))
        ORDER BY subscription, position LIMIT $4`,
      [subscription, after?.[0] ?? null, after?.[1] ?? null, limit],
    )
  ).rows;
