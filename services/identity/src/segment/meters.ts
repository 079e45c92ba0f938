import type { PoolClient } from "pg";
import type { Tracked } from "../activity/tracked.ts";
import type { Count } from "./evaluate.ts";
import type { Meter } from "./rule.ts";

/** Crawlers do not count. */
export const counts = (meter: Meter, e: Pick<Tracked, "eventName" | "isBot" | "properties">): boolean =>
  !e.isBot &&
  e.eventName === meter.eventName &&
  Object.entries(meter.where).every(([name, value]) => Object.hasOwn(e.properties, name) && e.properties[name] === value);

const latestFirst = (times: ReadonlyArray<number>, keep: number): ReadonlyArray<number> => [...times].sort((a, b) => b - a).slice(0, keep);

/** Several people's counts as one person's: exact, because as many of the latest are kept as any rule asks for. */
export const together = (parts: ReadonlyArray<Count>, keep: number): Count => ({
  total: parts.reduce((n, p) => n + p.total, 0),
  latest: latestFirst(
    parts.flatMap((p) => p.latest),
    keep,
  ),
});

/** Counts of one tenant, gathered before they are written. */
export class Tally {
  readonly #times = new Map<string, { userId: string; meter: Meter; times: number[]; total: number }>();

  add(meter: Meter, userId: string, at: number): void {
    const key = userId + meter.meterId;
    let entry = this.#times.get(key);
    if (!entry) {
      entry = { userId, meter, times: [], total: 0 };
      this.#times.set(key, entry);
    }
    entry.total += 1;
    entry.times.push(at);
    if (entry.times.length > 2 * meter.keep + 1_000) entry.times = [...latestFirst(entry.times, meter.keep)];
  }

  /** In the order of their key, so that two writers never wait for each other. */
  entries(): ReadonlyArray<{ readonly userId: string; readonly meter: Meter; readonly count: Count }> {
    return [...this.#times.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { userId, meter, times, total }]) => ({ userId, meter, count: { total, latest: latestFirst(times, meter.keep) } }));
  }
}

const addSql = `INSERT INTO segment_counts AS c (tenant_id, user_id, meter_id, total, keep, latest)
  SELECT $1, k.u, k.m, k.n, k.keep, k.l::bigint[] FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::int[], $6::text[]) AS k (u, m, n, keep, l)
  ON CONFLICT (tenant_id, user_id, meter_id) DO UPDATE SET total = c.total + excluded.total,
    latest = (SELECT array_agg(x ORDER BY x DESC) FROM (SELECT x FROM unnest(c.latest || excluded.latest) x ORDER BY x DESC LIMIT c.keep) kept)`;

/** Adds what was counted to what there is. */
export const addCounts = async (client: PoolClient, tenantId: string, tally: Tally): Promise<void> => {
  const entries = tally.entries();
  if (entries.length === 0) return;
  await client.query({
    name: "add_segment_counts",
    text: addSql,
    values: [
      tenantId,
      entries.map((e) => e.userId),
      entries.map((e) => e.meter.meterId),
      entries.map((e) => e.count.total),
      entries.map((e) => e.meter.keep),
      entries.map((e) => `{${e.count.latest.join(",")}}`),
    ],
  });
};

export interface MeterRow {
  readonly tenant_id: string;
  readonly meter_id: string;
  readonly event_name: string;
  readonly conditions: Meter["where"];
  readonly keep: number;
  readonly live_from: number;
  readonly counted_to: number;
  readonly backfilled: boolean;
}

export const meterOfRow = (row: MeterRow): Meter => ({
  meterId: row.meter_id,
  eventName: row.event_name,
  where: row.conditions,
  keep: row.keep,
});

const inForceSql = `SELECT r.tenant_id, m.meter_id, m.event_name, m.conditions, m.keep, m.live_from, m.counted_to, m.backfilled
  FROM (SELECT DISTINCT tenant_id FROM segment_rules WHERE tenant_id = ANY ($1::uuid[])) r LEFT JOIN segment_meters m ON m.tenant_id = r.tenant_id`;

/** Of the tenants that have rules: what these count. */
export const metersInForce = async (client: PoolClient, tenantIds: ReadonlyArray<string>): Promise<Map<string, ReadonlyArray<Meter>>> => {
  const { rows } = await client.query<MeterRow | (Omit<MeterRow, "meter_id"> & { meter_id: null })>({
    name: "segment_meters_in_force",
    text: inForceSql,
    values: [tenantIds],
  });
  const found = new Map<string, Meter[]>();
  for (const row of rows) {
    const meters = found.get(row.tenant_id) ?? [];
    if (row.meter_id !== null) meters.push(meterOfRow(row as MeterRow));
    found.set(row.tenant_id, meters);
  }
  return found;
};
