import type { RecordedEvent } from "@marketing/shared/base/event";
import { isUuid, uuidv5 } from "@marketing/shared/base/ids";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { loadContent } from "../content/contentCommands.ts";
import type { Standing } from "../content/standing.ts";
import { type PerformanceCounted, performanceStream } from "./performance.ts";

export const trackedNames = ["content_served", "content_engaged"] as const;
export type TrackedName = (typeof trackedNames)[number];
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

const atOnce = 8;

/** The contents there are, as their streams say: the library may be a moment behind. */
const loadStandings = async (log: EventLog, counts: ReadonlyArray<Count>): Promise<Map<string, Standing>> => {
  const wanted = [...new Map(counts.map((c) => [c.tenantId + c.contentId, c])).entries()];
  const found = new Map<string, Standing>();
  const work = async (): Promise<void> => {
    for (let next = wanted.pop(); next; next = wanted.pop()) {
      const { standing } = (await loadContent(log, next[1].tenantId, next[1].contentId)).state;
      if (standing) found.set(next[0], standing);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
};

/**
 * What tracking tells of contents served and engaged with becomes this service's own counts: one event a content and version in a batch, in
 * one transaction with the place on tracking's JetStream stream, so that each counts once. What names no content of the tenant is nothing.
 */
export const trackedPolicy = (log: EventLog, eventName: TrackedName): PostgresView => ({
  kind: "postgres",
  name: `tracked_${eventName}`,
  version: 1,
  tables: [],
  types: new Set([trackedType]),
  batchSize: 5_000,
  async apply(client, events) {
    const counts = countTracked(events);
    if (counts.length === 0) return;
    const standings = await loadStandings(log, counts);
    const items = counts.flatMap((count) => {
      const content = standings.get(count.tenantId + count.contentId);
      if (!content || count.version > content.version) return [];
      const { tenantId, contentId, served, engaged } = count;
      const version = count.version === 0 ? (content.publishedVersion ?? content.version) : count.version;
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
