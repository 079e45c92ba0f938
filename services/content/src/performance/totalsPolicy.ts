import { uuidv5 } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { policy } from "@marketing/shared/subscription/typedView";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { performanceEvents, type TotalsEvent, totalsStream } from "./events.ts";
import { countArrays } from "./rows.ts";

interface Total {
  readonly tenant_id: string;
  readonly content_id: string;
  readonly version: number;
  readonly served: number;
  readonly engaged: number;
}

const addSql = `WITH k AS (SELECT t, c, version, sum(served)::bigint AS served, sum(engaged)::bigint AS engaged
    FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::bigint[], $5::bigint[]) AS k (t, c, version, served, engaged) GROUP BY t, c, version)
  INSERT INTO performance_totals AS p (tenant_id, content_id, version, served, engaged) SELECT t, c, version, served, engaged FROM k
  ON CONFLICT (tenant_id, content_id, version) DO UPDATE SET served = p.served + excluded.served, engaged = p.engaged + excluded.engaged
  RETURNING tenant_id, content_id, version, served, engaged`;

/** Counts are published as totals: a batch makes one performance_changed a version, in one transaction with the totals that it says. */
export const totalsPolicy = (log: EventLog): PostgresView =>
  policy({
    name: "performance_totals",
    events: performanceEvents,
    batchSize: 1_000,
    async apply(client, counts) {
      const { rows } = await client.query<Total>(addSql, [...countArrays(counts)]);
      const cause = counts.at(-1)!;
      await log.appendBulkIn(
        client,
        rows.map(({ tenant_id, content_id, version, served, engaged }) => {
          const event: TotalsEvent = { type: "performance_changed", data: { contentId: content_id, version, served, engaged } };
          return {
            tenantId: tenant_id,
            receiptId: uuidv5(`performance_changed:${cause.eventId}:${version}`, content_id),
            fingerprint: 0,
            streamId: totalsStream(content_id),
            event: { ...event, metadata: { actor: "service:content", causationId: cause.eventId } },
          };
        }),
      );
    },
  });
