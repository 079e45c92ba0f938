import type { RecordedEvent } from "../base/event.ts";
import type { Pool, PoolClient } from "../postgres/pool.ts";

const streamKey = (e: { tenantId: string; streamId: string }): string => `${e.tenantId} ${e.streamId}`;

/** Separates the events to apply from those whose stream is parked, which wait in order behind the poison event. */
export interface Split {
  readonly live: ReadonlyArray<RecordedEvent>;
  readonly waiting: ReadonlyArray<RecordedEvent>;
}

export const splitParked = async (
  connection: Pool | PoolClient,
  subscription: string,
  events: ReadonlyArray<RecordedEvent>,
): Promise<Split> => {
  if (events.length === 0) return { live: events, waiting: [] };
  const { rows } = await connection.query<{ tenant_id: string; stream_id: string }>({
    name: "parked_streams",
    text: "SELECT DISTINCT tenant_id, stream_id FROM parked_events WHERE subscription = $1",
    values: [subscription],
  });
  if (rows.length === 0) return { live: events, waiting: [] };
  const parked = new Set(rows.map((r) => `${r.tenant_id} ${r.stream_id}`));
  return { live: events.filter((e) => !parked.has(streamKey(e))), waiting: events.filter((e) => parked.has(streamKey(e))) };
};

/** Parks the events. `error` is empty for those that only wait behind a poison event. Idempotent. */
export const park = async (
  connection: Pool | PoolClient,
  subscription: string,
  events: ReadonlyArray<RecordedEvent>,
  error: string,
): Promise<void> => {
  if (events.length === 0) return;
  await connection.query(
    `INSERT INTO parked_events (subscription, position, tenant_id, stream_id, event, error)
     SELECT $1, * FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::jsonb[]) x, (SELECT $6::text) e ON CONFLICT DO NOTHING`,
    [
      subscription,
      events.map((e) => e.position),
      events.map((e) => e.tenantId),
      events.map((e) => e.streamId),
      events.map((e) => JSON.stringify(e)),
      error,
    ],
  );
};

export const readParked = async (
  connection: Pool | PoolClient,
  subscription: string,
): Promise<ReadonlyArray<{ event: RecordedEvent; error: string; parkedAt: Date }>> => {
  const { rows } = await connection.query<{ event: RecordedEvent; error: string; parked_at: Date }>(
    "SELECT event, error, parked_at FROM parked_events WHERE subscription = $1 ORDER BY position",
    [subscription],
  );
  return rows.map((r) => ({ event: { ...r.event, recordedAt: new Date(r.event.recordedAt) }, error: r.error, parkedAt: r.parked_at }));
};
