import { createCodec } from "@marketing/shared/log/codec";
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

export const trackingCodec = createCodec({
  event_tracked: { version: 1, personal: ["externalId", "anonymousId", "properties", "ipAddress", "userAgent"] },
});
