import { randomUUID } from "node:crypto";
import { behaviour, visitorOf } from "./events.ts";

/** Event number `n` as a client sends it to TrackEvents. */
export const eventInput = (n: number, people = 5_000) => {
  const b = behaviour(n, people);
  return {
    messageId: randomUUID(),
    userId: `u${visitorOf(n, people).person}`,
    eventName: b.name,
    properties: JSON.stringify(b.properties),
    timestamp: b.timestamp,
    sessionId: b.sessionId,
    ipAddress: b.ipAddress,
    userAgent: b.userAgent,
    channel: "browser",
  };
};
export type EventInput = ReturnType<typeof eventInput>;
