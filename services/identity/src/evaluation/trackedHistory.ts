import { decodeCloudEvent } from "@marketing/shared/bus/cloudEvent";
import type { NatsConnection } from "@marketing/shared/bus/connection";
import { subjectOf } from "@marketing/shared/bus/subject";
import { walkStream } from "@marketing/shared/bus/walk";
import type { EventOf, Recorded } from "@marketing/shared/log/defineEvents";
import { type eventTracked, eventTrackedType, readTracked, type TrackedEvent } from "../activity/trackedEvent.ts";
import type { EventCounter } from "../rule/rule.ts";
import { matches } from "./counters.ts";

/** What a counter counts of the past: tracking's events as its JetStream stream holds them, in order, up to position `until` of tracking's log. */
export async function* trackedHistory(
  nc: NatsConnection,
  tenantId: string,
  counter: EventCounter,
  until: number,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly position: number; readonly event: TrackedEvent }> {
  let last = 0;
  const subject = subjectOf("tracking", "event", counter.eventName, tenantId);
  for await (const message of walkStream(nc, "TRACKING", { subject, headersOnly: false, ...(signal ? { signal } : {}) })) {
    if (message.fault) continue; // no event; what is broken in the store, the audit of the bus tells
    const recorded = decodeCloudEvent(message.headers, message.data);
    const { position } = recorded;
    if (position <= last) continue; // the relay may have told it twice
    if (position > until) return;
    last = position;
    if (recorded.type !== eventTrackedType) continue;
    const event = readTracked(recorded as Recorded<EventOf<typeof eventTracked>>);
    if (matches(counter, event)) yield { position, event };
  }
}
