import { EventTrackedSchema } from "@marketing/protos/tracking/v1/tracking_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import { defineEvents, type EventOf, event, type PublicShape, type Recorded, shape } from "@marketing/shared/log/defineEvents";
import type { Properties } from "./properties.ts";

export type Channel = "browser" | "mobile" | "server";
export type Device = "desktop" | "mobile" | "tablet" | "tv";

/**
 * The one stored event of tracking: everything is decided before it is written, so that a projection only copies. Times are
 * milliseconds since 1970; what is not known is absent.
 */
export interface EventTracked {
  /** UUID of `externalId` when given, else of `anonymousId`. */
  readonly userId: string;
  readonly externalId?: string;
  readonly anonymousId?: string;
  readonly eventName: string;
  readonly properties: Properties;
  /** Corrected time of the event. */
  readonly timestamp: number;
  /** By the client's clock. */
  readonly originalTimestamp?: number;
  readonly sentAt?: number;
  readonly receivedAt: number;
  readonly sessionId?: string;
  /** The session's id as the client gave it, where that is no UUID. */
  readonly clientSessionId?: string;
  /** After the tenant's policy. */
  readonly ipAddress?: string;
  readonly userAgent?: string;
  readonly channel?: Channel;
  readonly isBot?: true;
  readonly device?: Device;
  readonly browser?: string;
  readonly os?: string;
  readonly country?: string;
  /** Absent = the person was there. */
  readonly contextActive?: false;
  readonly messageId: string;
  /** Codes. */
  readonly warnings?: ReadonlyArray<string>;
}

/** What the others hear of a tracked event. The address and the user agent stay here. */
const told = shape("event.tracked", EventTrackedSchema, (data: EventTracked, { position }) => ({
  eventId: String(position),
  userId: data.userId,
  externalId: data.externalId,
  anonymousId: data.anonymousId,
  eventName: data.eventName,
  properties: data.properties ?? {},
  timestamp: isoTime(data.timestamp),
  receivedAt: isoTime(data.receivedAt),
  sessionId: data.sessionId,
  clientSessionId: data.clientSessionId,
  isBot: data.isBot ?? false,
  contextActive: data.contextActive ?? true,
  messageId: data.messageId,
  warnings: data.warnings,
  channel: data.channel,
  device: data.device,
  browser: data.browser,
  os: data.os,
  country: data.country,
}));

const at = Date.UTC(2026, 4, 4, 9, 30);
const userId = "0b0e7f5e-6d1c-5b64-9d0a-6a3c1b6f2d01";
const sample: EventTracked = {
  ...{ userId, externalId: "ada", anonymousId: "visitor-17", eventName: "Pricing Viewed", properties: { plan: "pro", seats: 5 } },
  ...{ timestamp: at, receivedAt: at + 1_200, sessionId: "018f6a2b-5000-7000-8000-000000000005" },
  ...{ ipAddress: "203.0.113.0", userAgent: "Mozilla/5.0", channel: "browser", device: "desktop", browser: "Firefox", os: "Linux" },
  ...{ country: "DE", messageId: "m-4711", warnings: ["timestamp_in_future"] },
};

/** Streams `visitor-<user id>`. */
export const trackedEvents = defineEvents(
  {
    event_tracked: event<EventTracked>({
      version: 1,
      personal: ["externalId", "anonymousId", "properties", "ipAddress", "userAgent"],
      blank: { externalId: undefined, anonymousId: undefined, properties: {}, ipAddress: undefined, userAgent: undefined },
      // the subject's last part is the event's own name, so that a subscriber filters by it
      public: { ...told, event: (data) => data.eventName } satisfies PublicShape<EventTracked>,
      sample,
    }),
  },
  { sampleStream: `visitor-${userId}` },
);
export type TrackedEvent = EventOf<typeof trackedEvents>;
export type RecordedTrackedEvent = Recorded<TrackedEvent>;
