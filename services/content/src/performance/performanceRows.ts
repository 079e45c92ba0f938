import type { RecordedEvent } from "@marketing/shared/base/event";
import type { PoolClient } from "pg";
import type { PerformanceCounted } from "./performance.ts";

/** Adds what was counted to the version and to the content, whose score is engaged / served of all versions. */
export const addPerformance = async (
  client: PoolClient,
  events: ReadonlyArray<RecordedEvent<string, PerformanceCounted["data"]>>,
): Promise<void> => {
  if (events.length === 0) return;
  const counted = [
    events.map((e) => e.tenantId),
    events.map((e) => e.data.contentId),
    events.map((e) => e.data.version),
    events.map((e) => e.data.served),
    events.map((e) => e.data.engaged),
  ];
  await client.query(
    `WITH k AS (SELECT t, c, version, sum(served)::bigint AS served, sum(engaged)::bigint AS engaged
        FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::bigint[], $5::bigint[]) AS k (t, c, version, served, engaged) GROUP BY t, c, version)
     INSERT INTO content_performance AS p (tenant_id, content_id, version, served, engaged) SELECT t, c, version, served, engaged FROM k
     ON CONFLICT (tenant_id, content_id, version) DO UPDATE SET served = p.served + excluded.served, engaged = p.engaged + excluded.engaged`,
    counted,
  );
  await client.query(
    `UPDATE content_library l SET served = l.served + k.served, engaged = l.engaged + k.engaged,
        performance_score = CASE WHEN l.served + k.served > 0 THEN least(1, round((l.engaged + k.engaged)::numeric / (l.served + k.served), 4)) END
       FROM (SELECT t, c, sum(served)::bigint AS served, sum(engaged)::bigint AS engaged
               FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) AS k (t, c, served, engaged) GROUP BY t, c) k
      WHERE l.tenant_id = k.t AND l.content_id = k.c`,
    [counted[0], counted[1], counted[3], counted[4]],
  );
};
