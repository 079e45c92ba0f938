import { EventTrackedSchema } from "@marketing/protos/tracking/v1/tracking_events";
import { isUuid, uuidv5 } from "@marketing/shared/base/ids";
import { type EventOf, foreignEvents, type Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { policy } from "@marketing/shared/subscription/typedView";
import type { PostgresView } from "@marketing/shared/subscription/view";
import { loadContent } from "../content/commands.ts";
import type { Lifecycle } from "../content/state.ts";
import { type PerformanceEvent, performanceStream } from "./events.ts";

export const trackedNames = ["content_served", "content_engaged"] as const;
export type TrackedName = (typeof trackedNames)[number];
export const trackedEvents = foreignEvents(EventTrackedSchema);
type Tracked = Recorded<EventOf<typeof trackedEvents>>;

interface Count {
  readonly tenantId: string;
  readonly contentId: string;
  /** 0 = the event names none. */
  readonly version: number;
  served: number;
  engaged: number;
  /** Of the first event that was counted; the receipt is made of it. */
  readonly eventId: string;
}

/** content_served and content_engaged, added up per content and version. Crawlers and what names no content do not count. */
export const countTracked = (events: ReadonlyArray<Tracked>): ReadonlyArray<Count> => {
  const counts = new Map<string, Count>();
  for (const e of events) {
    const { eventName, properties, isBot } = e.data;
    if ((eventName !== "content_served" && eventName !== "content_engaged") || isBot === true) continue;
    const id = properties?.content_id;
    if (typeof id !== "string" || !isUuid(id)) continue;
    const named = Number(properties?.version ?? 0);
    const version = Number.isInteger(named) && named > 0 && named < 2 ** 31 ? named : 0;
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

const concurrentReads = 8;

/** The contents that exist, by tenant and id, as their streams have them: the library may be a moment behind. */
const loadContents = async (log: EventLog, counts: ReadonlyArray<Count>): Promise<Map<string, Lifecycle>> => {
  const wanted = [...new Map(counts.map((c) => [c.tenantId + c.contentId, c])).entries()];
  const found = new Map<string, Lifecycle>();
  const work = async (): Promise<void> => {
    for (let next = wanted.pop(); next; next = wanted.pop()) {
      const [key, { tenantId, contentId }] = next;
      const { lifecycle } = (await loadContent(log, tenantId, contentId)).state;
      if (lifecycle) found.set(key, lifecycle);
    }
  };
  await Promise.all(Array.from({ length: concurrentReads }, work));
  return found;
};

/**
 * What tracking says of contents that were served and engaged with becomes this service's own counts: one event for each content and version
 * in a batch, in one transaction with the place on tracking's JetStream stream, so that each counts once. What names no content of the tenant
 * is ignored.
 */
export const trackedPolicy = (log: EventLog, eventName: TrackedName): PostgresView =>
  policy({
    name: `tracked_${eventName}`,
    events: trackedEvents,
    batchSize: 5_000,
    async apply(client, events) {
      const counts = countTracked(events);
      if (counts.length === 0) return;
      const contents = await loadContents(log, counts);
      const items = counts.flatMap((count) => {
        const content = contents.get(count.tenantId + count.contentId);
        if (!content || count.version > content.version) return [];
        const { tenantId, contentId, served, engaged } = count;
        const version = count.version === 0 ? (content.publishedVersion ?? content.version) : count.version;
        const event: PerformanceEvent = { type: "performance_counted", data: { contentId, version, served, engaged, source: "tracking" } };
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
