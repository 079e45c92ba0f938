import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { PoolClient } from "pg";
import type { PerformanceEvent } from "./events.ts";

export type RecordedCount = Recorded<PerformanceEvent>;

/** Tenants, contents, versions, served and engaged, for unnest. */
export const countArrays = (counts: ReadonlyArray<RecordedCount>) =>
  [
    counts.map((e) => e.tenantId),
    counts.map((e) => e.data.contentId),
    counts.map((e) => e.data.version),
    counts.map((e) => e.data.served),
    counts.map((e) => e.data.engaged),
  ] as const;

/** Adds the counts to those of the version and of the content, whose score is engaged / served of all versions. */
export const addPerformance = async (client: PoolClient, counts: ReadonlyArray<RecordedCount>): Promise<void> => {
  if (counts.length === 0) return;
  const [tenants, contents, versions, served, engaged] = countArrays(counts);
  await client.query(
    `WITH k AS (SELECT t, c, version, sum(served)::bigint AS served, sum(engaged)::bigint AS engaged
        FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::bigint[], $5::bigint[]) AS k (t, c, version, served, engaged) GROUP BY t, c, version)
     INSERT INTO content_performance AS p (tenant_id, content_id, version, served, engaged) SELECT t, c, version, served, engaged FROM k
     ON CONFLICT (tenant_id, content_id, version) DO UPDATE SET served = p.served + excluded.served, engaged = p.engaged + excluded.engaged`,
    [tenants, contents, versions, served, engaged],
  );
  await client.query(
    `UPDATE content_library l SET served = l.served + k.served, engaged = l.engaged + k.engaged,
        performance_score = CASE WHEN l.served + k.served > 0 THEN least(1, round((l.engaged + k.engaged)::numeric / (l.served + k.served), 4)) END
       FROM (SELECT t, c, sum(served)::bigint AS served, sum(engaged)::bigint AS engaged
               FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) AS k (t, c, served, engaged) GROUP BY t, c) k
      WHERE l.tenant_id = k.t AND l.content_id = k.c`,
    [tenants, contents, served, engaged],
  );
};
