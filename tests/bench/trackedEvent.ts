import type { EventTracked } from "../../services/tracking/src/event/events.ts";
import { behaviour } from "./events.ts";

/** Event number `n` as tracking stores it. */
export const trackedEvent = (n: number): EventTracked => {
  const b = behaviour(n);
  const at = Date.parse(b.timestamp);
  return {
    userId: b.userId,
    externalId: `u${n % 5_000}`,
    eventName: b.name,
    properties: b.properties,
    timestamp: at,
    originalTimestamp: at,
    receivedAt: at,
    sessionId: b.sessionId,
    ipAddress: b.ipAddress,
    userAgent: b.userAgent,
    channel: "browser",
    device: "desktop",
    browser: "Chrome",
    os: "Linux",
    messageId: b.messageId,
  };
};
