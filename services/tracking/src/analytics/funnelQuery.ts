import type { PoolClient } from "pg";
import { Parameters } from "../event/rows.ts";
import { FunnelCounter } from "./funnel.ts";

export interface FunnelStep {
  readonly eventName: string;
  /** A JSON object as text; null = any. */
  readonly contains: string | null;
}

/** Rows at a time: so many are read without a pause for other calls. */
const page = 2_000;

/** People who reached each step; see {@link FunnelCounter}. Reads only events that match a step, by a cursor: memory does not grow with them. */
export const funnel = async (
  client: PoolClient,
  tenantId: string,
  steps: ReadonlyArray<FunnelStep>,
  range: { readonly from: Date; readonly to: Date; readonly windowMs: number; readonly includeBots: boolean },
): Promise<number[]> => {
  const p = new Parameters();
  const tenant = p.add(tenantId);
  const matches = steps.map((s, k) => {
    const name = `e.event_name = ${p.add(s.eventName)}`;
    return `CASE WHEN ${name}${s.contains === null ? "" : ` AND e.properties @> ${p.add(s.contains)}::jsonb`} THEN ${1 << k} ELSE 0 END`;
  });
  await client.query("SET LOCAL cursor_tuple_fraction = 1"); // all rows will be read, so plan for the last, not the first
  await client.query(
    `DECLARE funnel_hits NO SCROLL CURSOR FOR
       SELECT h.person, h.at, h.steps FROM (
         SELECT coalesce(k.canonical_id, e.user_id) AS person, extract(epoch FROM e.timestamp)::float8 * 1000 AS at, e.event_id, ${matches.join(" | ")} AS steps
           FROM events e LEFT JOIN known_users k ON k.tenant_id = ${tenant} AND k.user_id = e.user_id
          WHERE e.tenant_id = ${tenant} AND e.event_name = ANY (${p.add([...new Set(steps.map((s) => s.eventName))])})
            AND e.timestamp >= ${p.add(range.from)} AND e.timestamp < ${p.add(new Date(range.to.getTime() + range.windowMs))}${range.includeBots ? "" : " AND NOT e.is_bot"}) h
        WHERE h.steps <> 0 ORDER BY h.person, h.at, h.event_id`,
    p.values,
  );
  const counter = new FunnelCounter({ steps: steps.length, windowMs: range.windowMs, from: range.from.getTime(), to: range.to.getTime() });
  for (;;) {
    const { rows } = await client.query<[string, number, number]>({ text: `FETCH ${page} FROM funnel_hits`, rowMode: "array" });
    for (const [person, at, hit] of rows) counter.add({ person, at, steps: hit });
    if (rows.length < page) break;
  }
  await client.query("CLOSE funnel_hits");
  return counter.finish();
};
