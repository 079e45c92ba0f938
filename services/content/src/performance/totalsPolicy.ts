import type { RecordedEvent } from "@marketing/shared/base/event";
import { uuidv5 } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { type PerformanceChanged, type PerformanceCounted, totalsStream } from "./performance.ts";

interface Total {
  readonly tenant_id: string;
  readonly content_id: string;
  readonly version: number;
  readonly served: number;
  readonly engaged: number;
}

/** Counts are told as totals: a batch makes one performance_changed a version, in one transaction with the totals it says. */
export const totalsPolicy = (log: EventLog): PostgresView => ({
  kind: "postgres",
  name: "performance_totals",
  version: 1,
  tables: [],
  types: new Set(["performance_counted"]),
  batchSize: 1_000,
  async apply(client, events) {
    const counted = events as ReadonlyArray<RecordedEvent<string, PerformanceCounted["data"]>>;
    const { rows } = await client.query<Total>(
      `WITH k AS (SELECT t, c, version, sum(served)::bigint AS served, sum(engaged)::bigint AS engaged
          FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::bigint[], $5::bigint[]) AS k (t, c, version, served, engaged) GROUP BY t, c, version)
       INSERT INTO performance_totals AS p (tenant_id, content_id, version, served, engaged) SELECT t, c, version, served, engaged FROM k
       ON CONFLICT (tenant_id, content_id, version) DO UPDATE SET served = p.served + excluded.served, engaged = p.engaged + excluded.engaged
       RETURNING tenant_id, content_id, version, served, engaged`,
      [
        counted.map((e) => e.tenantId),
        counted.map((e) => e.data.contentId),
        counted.map((e) => e.data.version),
        counted.map((e) => e.data.served),
        counted.map((e) => e.data.engaged),
      ],
    );
    const cause = events.at(-1)!;
    await log.appendBulkIn(
      client,
      rows.map(({ tenant_id, content_id, version, served, engaged }) => {
        const event: PerformanceChanged = { type: "performance_changed", data: { contentId: content_id, version, served, engaged } };
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
