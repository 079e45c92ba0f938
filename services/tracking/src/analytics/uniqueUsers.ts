import type { PoolClient } from "pg";

/** Exactly, from `events`: people active per day of the time zone, and on any day of the range. */
export const countUniqueUsers = async (
  client: PoolClient,
  tenantId: string,
  range: { readonly firstDay: string; readonly lastDay: string; readonly timezone: string; readonly includeBots: boolean },
): Promise<{ readonly count: number; readonly days: ReadonlyMap<string, number> }> => {
  // A person per day first: what is counted distinctly is then small.
  const { rows } = await client.query<[string | null, number]>({
    text: `WITH bounds AS (SELECT $2::date::timestamp AT TIME ZONE $4 AS first, ($3::date + 1)::timestamp AT TIME ZONE $4 AS last),
             seen AS (
               SELECT DISTINCT (e.timestamp AT TIME ZONE $4)::date AS day, e.user_id
                 FROM events e
                WHERE e.tenant_id = $1 AND e.timestamp >= (SELECT first FROM bounds) AND e.timestamp < (SELECT last FROM bounds) AND ($5 OR NOT e.is_bot)),
             people AS (
               SELECT s.day, coalesce(k.canonical_id, s.user_id) AS person
                 FROM seen s LEFT JOIN known_users k ON k.tenant_id = $1 AND k.user_id = s.user_id)
           SELECT to_char(day, 'YYYY-MM-DD'), count(DISTINCT person) FROM people GROUP BY GROUPING SETS ((day), ()) ORDER BY 1`,
    values: [tenantId, range.firstDay, range.lastDay, range.timezone, range.includeBots],
    rowMode: "array",
  });
  const days = new Map<string, number>();
  let count = 0;
  for (const [day, n] of rows) {
    if (day === null) count = n;
    else days.set(day, n);
  }
  return { count, days };
};
