import { isUuid, uuidv5 } from "@marketing/shared/ids";
import type { RecordedEvent } from "@marketing/shared/log/event";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { PostgresView } from "@marketing/shared/subscription/view";
import type { PoolClient } from "pg";
import { contentStream } from "../content/contentEvents.ts";
import { type PerformanceCounted, performanceStream } from "./performance.ts";

export const trackedType = "marketing.tracking.v1.EventTracked";

/** What content needs of marketing.tracking.v1.EventTracked. */
interface Tracked {
  readonly eventName?: unknown;
  readonly properties?: { readonly content_id?: unknown; readonly version?: unknown } | null;
  readonly isBot?: unknown;
}

interface Count {
  readonly tenantId: string;
  readonly contentId: string;
  /** 0 = not said. */
  readonly version: number;
  served: number;
  engaged: number;
  /** The first event counted, which names the receipt. */
  readonly eventId: string;
}

/** content_served and content_engaged, added up per content and version. Crawlers and what names no content do not count. */
export const countTracked = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<Count> => {
  const counts = new Map<string, Count>();
  for (const e of events) {
    const { eventName, properties, isBot } = e.data as Tracked;
    if ((eventName !== "content_served" && eventName !== "content_engaged") || isBot === true) continue;
    const id = properties?.content_id;
    if (typeof id !== "string" || !isUuid(id)) continue;
    const said = Number(properties?.version ?? 0);
    const version = Number.isInteger(said) && said > 0 && said < 2 ** 31 ? said : 0;
    const key = `${e.tenantId}${id.toLowerCase()}${version}`;
    let count = counts.get(key);
    if (!count) {
      count = { tenantId: e.tenantId, contentId: id.toLowerCase(), version, served: 0, engaged: 0, eventId: e.eventId };
      counts.set(key, count);
    }
    count[eventName === "content_served" ? "served" : "engaged"] += 1;
  }
  return [...counts.values()];
};

interface Known {
  readonly tenant_id: string;
  readonly content_id: string;
  readonly version: number;
  readonly shown: number;
}

/** The contents there are: their newest version, and the one that is shown where an event names none. */
const loadKnown = async (client: PoolClient, counts: ReadonlyArray<Count>): Promise<Map<string, Known>> => {
  const { rows } = await client.query<Known>(
    `SELECT k.t AS tenant_id, k.c AS content_id, coalesce(l.version, 1) AS version, coalesce(l.published_version, l.version, 1) AS shown
       FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS k (t, c, stream)) k
       JOIN streams s ON s.tenant_id = k.t AND s.stream_id = k.stream
       LEFT JOIN content_library l ON l.tenant_id = k.t AND l.content_id = k.c`,
    [counts.map((c) => c.tenantId), counts.map((c) => c.contentId), counts.map((c) => contentStream(c.contentId))],
  );
  return new Map(rows.map((r) => [r.tenant_id + r.content_id, r]));
};

/**
 * What tracking tells of contents served and engaged with becomes this service's own counts: one event a content and version in a batch, in
 * one transaction with the place on tracking's JetStream stream, so that each counts once. What names no content of the tenant is nothing.
 */
export const trackedPolicy = (log: EventLog): PostgresView => ({
  kind: "postgres",
  name: "tracked_performance",
  version: 1,
  tables: [],
  types: new Set([trackedType]),
  batchSize: 5_000,
  async apply(client, events) {
    const counts = countTracked(events);
    if (counts.length === 0) return;
    const known = await loadKnown(client, counts);
    const items = counts.flatMap((count) => {
      const content = known.get(count.tenantId + count.contentId);
      if (!content || count.version > content.version) return [];
      const { tenantId, contentId, served, engaged } = count;
      const version = count.version === 0 ? content.shown : count.version;
      const event: PerformanceCounted = { type: "performance_counted", data: { contentId, version, served, engaged, source: "tracking" } };
      return [
        {
          tenantId,
          receiptId: uuidv5(`tracked:${count.eventId}:${count.version}`, contentId),
          fingerprint: 0,
          streamId: performanceStream(contentId),
          event: { ...event, metadata: { actor: "service:tracking", causationId: count.eventId } },
        },
      ];
    });
    await log.appendBulkIn(client, items);
  },
});
