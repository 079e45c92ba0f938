import type { PoolClient } from "pg";
import { type EventFilter, filterSql, Parameters } from "../event/rows.ts";

export interface BucketCount {
  readonly bucketStart: Date;
  /** "" unless counted by name. */
  readonly eventName: string;
  readonly count: number;
}

type Range = EventFilter & { readonly from: Date; readonly to: Date };

/** Counts per hour or day of a time zone, or for the whole range. Empty buckets are left out. */
export const countEvents = async (
  client: PoolClient,
  tenantId: string,
  range: Range,
  bucket: "hour" | "day" | "total",
  byName: boolean,
  timezone: string,
): Promise<BucketCount[]> => {
  const p = new Parameters();
  const where = `e.tenant_id = ${p.add(tenantId)}${filterSql(p, range)}`;
  const start = bucket === "total" ? `${p.add(range.from)}::timestamptz` : `date_trunc(${p.add(bucket)}, e.timestamp, ${p.add(timezone)})`;
  const { rows } = await client.query<[Date, string, number]>({
    text: `SELECT ${start}, ${byName ? "e.event_name" : "''"}, count(*) FROM events e WHERE ${where} GROUP BY 1, 2 ORDER BY 1, 2`,
    values: p.values,
    rowMode: "array",
  });
  return rows.map(([bucketStart, eventName, count]) => ({ bucketStart, eventName, count }));
};

/** Counts per country, most first; "" where none is known. */
export const countCountries = async (
  client: PoolClient,
  tenantId: string,
  range: Range,
): Promise<ReadonlyArray<{ country: string; count: number }>> => {
  const p = new Parameters();
  const { rows } = await client.query<{ country: string; count: number }>(
    `SELECT coalesce(e.country, '') AS country, count(*) AS count FROM events e WHERE e.tenant_id = ${p.add(tenantId)}${filterSql(p, range)} GROUP BY 1 ORDER BY 2 DESC, 1`,
    p.values,
  );
  return rows;
};
