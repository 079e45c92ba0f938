import { anonymousUserIdOf } from "@marketing/protos/ids";
import { EventTrackedSchema } from "@marketing/protos/tracking/v1/tracking_events";
import { isUuid, uuidv5 } from "@marketing/shared/base/ids";
import { type EventOf, foreignEvents, type Recorded } from "@marketing/shared/log/defineEvents";

/** What tracking tells of every event. */
export const eventTracked = foreignEvents(EventTrackedSchema);
export const eventTrackedType = EventTrackedSchema.typeName;

/** What identity needs of marketing.tracking.v1.EventTracked. Times are ms since 1970. */
export interface TrackedEvent {
  readonly tenantId: string;
  readonly eventId: string;
  /** As its sender named it; the event's own id where nobody did. */
  readonly messageId: string;
  readonly userId: string;
  readonly externalId: string | null;
  readonly known: boolean;
  readonly anonymousId: string | null;
  /** The device where one is named, else the user: whom sessions are derived for. */
  readonly actorId: string;
  readonly eventName: string;
  readonly at: number;
  readonly sessionId: string | null;
  /** What stands for the session's id as the client gave it: the same for whomever it gave it to. */
  readonly clientSession: string | null;
  readonly active: boolean;
  readonly isBot: boolean;
  readonly channel: unknown;
  readonly device: unknown;
  readonly properties: { readonly [name: string]: unknown };
}

const text = (v: unknown): string | null => (typeof v === "string" && v !== "" ? v : null);

/** Throws on what is no tracked event: it must not pass for one. */
export const readTracked = (e: Recorded<EventOf<typeof eventTracked>>): TrackedEvent => {
  // the contract says what it should be; what came over the bus is looked at before it is believed
  const d: Readonly<Record<string, unknown>> = e.data;
  const at = typeof d.timestamp === "number" ? d.timestamp : Date.parse(String(d.timestamp));
  const userId = text(d.userId);
  if (userId === null || !isUuid(userId) || !Number.isFinite(at)) throw new TypeError(`event ${e.eventId} has no user_id or no timestamp`);
  const external = text(d.externalId);
  const anonymousId = text(d.anonymousId);
  const session = text(d.sessionId);
  const sessionId = session !== null && isUuid(session) ? session.toLowerCase() : null;
  const clientSession = text(d.clientSessionId);
  return {
    tenantId: e.tenantId,
    eventId: e.eventId,
    messageId: text(d.messageId) ?? e.eventId,
    userId,
    externalId: external === null || isUuid(external) ? null : external,
    known: external !== null || anonymousId === null || anonymousUserIdOf(e.tenantId, anonymousId) !== userId,
    anonymousId,
    actorId: anonymousId === null ? userId : anonymousUserIdOf(e.tenantId, anonymousId),
    eventName: String(d.eventName ?? ""),
    at,
    sessionId,
    // as tracking made a session's id of the client's alone before: those who had a session then go on having it
    clientSession: clientSession === null || sessionId === null ? sessionId : uuidv5(`session:${clientSession}`, e.tenantId),
    active: d.contextActive !== false,
    isBot: d.isBot === true,
    channel: d.channel,
    device: d.device,
    properties: (d.properties ?? {}) as TrackedEvent["properties"],
  };
};
