import type { PoolClient } from "pg";
import type { EventCounter } from "../rule/rule.ts";
import type { CountBatch } from "./counters.ts";

// Tables `segment_meters`, the counters of a tenant's rules, and `segment_counts`, what they have counted for each person.

const addSql = `INSERT INTO segment_counts AS c (tenant_id, user_id, meter_id, total, keep, latest)
  SELECT $1, k.u, k.m, k.n, k.keep, k.l::bigint[] FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::int[], $6::text[]) AS k (u, m, n, keep, l)
  ON CONFLICT (tenant_id, user_id, meter_id) DO UPDATE SET total = c.total + excluded.total,
    latest = (SELECT array_agg(x ORDER BY x DESC) FROM (SELECT x FROM unnest(c.latest || excluded.latest) x ORDER BY x DESC LIMIT c.keep) kept)`;

/** Adds what was counted to what there is. */
export const addCounts = async (client: PoolClient, tenantId: string, batch: CountBatch): Promise<void> => {
  const entries = batch.entries();
  if (entries.length === 0) return;
  await client.query({
    name: "add_segment_counts",
    text: addSql,
    values: [
      tenantId,
      entries.map((e) => e.userId),
      entries.map((e) => e.counter.counterId),
      entries.map((e) => e.count.total),
      entries.map((e) => e.counter.keep),
      entries.map((e) => `{${e.count.latest.join(",")}}`),
    ],
  });
};

export interface CounterRow {
  readonly tenant_id: string;
  readonly meter_id: string;
  readonly event_name: string;
  readonly conditions: EventCounter["where"];
  readonly keep: number;
  readonly live_from: number;
  readonly counted_to: number;
  readonly backfilled: boolean;
}

export const counterOfRow = (row: CounterRow): EventCounter => ({
  counterId: row.meter_id,
  eventName: row.event_name,
  where: row.conditions,
  keep: row.keep,
});

const activeSql = `SELECT r.tenant_id, m.meter_id, m.event_name, m.conditions, m.keep, m.live_from, m.counted_to, m.backfilled
  FROM (SELECT DISTINCT tenant_id FROM segment_rules WHERE tenant_id = ANY ($1::uuid[])) r LEFT JOIN segment_meters m ON m.tenant_id = r.tenant_id`;

/** The counters of those of the tenants that have rules. */
export const activeCounters = async (
  client: PoolClient,
  tenantIds: ReadonlyArray<string>,
): Promise<Map<string, ReadonlyArray<EventCounter>>> => {
  const { rows } = await client.query<CounterRow | (Omit<CounterRow, "meter_id"> & { meter_id: null })>({
    name: "active_segment_meters",
    text: activeSql,
    values: [tenantIds],
  });
  const found = new Map<string, EventCounter[]>();
  for (const row of rows) {
    const counters = found.get(row.tenant_id) ?? [];
    if (row.meter_id !== null) counters.push(counterOfRow(row));
    found.set(row.tenant_id, counters);
  }
  return found;
};
