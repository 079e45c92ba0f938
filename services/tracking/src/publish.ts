import type { RecordedEvent } from "@marketing/shared/base/event";
import { isoTime } from "@marketing/shared/base/isoTime";
import type { PublicEvent } from "@marketing/shared/bus/cloudEvent";
import type { PublicType } from "@marketing/shared/bus/publisher";
import type { EventTracked } from "./event/trackedEvent.ts";

const type = "marketing.tracking.v1.EventTracked";

/** The subject's last part is the event's own name. */
export const publicTypes: ReadonlyArray<PublicType> = [
  { private: "event_tracked", type, subject: "marketing.tracking.v1.event.<event-name>" },
];

/**
 * What the others hear of a tracked event: marketing.tracking.v1.EventTracked on `marketing.tracking.v1.event.<event-name>.<tenant>`,
 * so that a subscriber filters by name. The address and the user agent stay here.
 */
export const publish = ({ type: stored, position, data }: RecordedEvent<string, EventTracked>): PublicEvent | null => {
  if (stored !== "event_tracked") return null;
  return {
    entity: "event",
    event: data.eventName,
    type,
    data: {
      eventId: String(position),
      userId: data.userId,
      externalId: data.externalId,
      anonymousId: data.anonymousId,
      eventName: data.eventName,
      properties: data.properties ?? {},
      timestamp: isoTime(data.timestamp),
      receivedAt: isoTime(data.receivedAt),
      sessionId: data.sessionId,
      isBot: data.isBot ?? false,
      contextActive: data.contextActive ?? true,
      messageId: data.messageId,
      warnings: data.warnings,
      channel: data.channel,
      device: data.device,
      browser: data.browser,
      os: data.os,
      country: data.country,
    },
  };
};
