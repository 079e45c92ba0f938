import { anonymousUserIdOf } from "@marketing/protos/ids";
import type { RecordedEvent } from "@marketing/shared/base/event";
import { isUuid } from "@marketing/shared/base/ids";

export const trackedType = "marketing.tracking.v1.EventTracked";

/** What identity needs of marketing.tracking.v1.EventTracked. Times are ms since 1970. */
export interface Tracked {
  readonly tenantId: string;
  readonly eventId: string;
  readonly userId: string;
  readonly externalId: string | null;
  readonly known: boolean;
  readonly anonymousId: string | null;
  /** The device where one is named, else the user: whom sessions are derived for. */
  readonly actorId: string;
  readonly eventName: string;
  readonly at: number;
  readonly sessionId: string | null;
  readonly active: boolean;
  readonly isBot: boolean;
  readonly channel: unknown;
  readonly device: unknown;
  readonly properties: { readonly [name: string]: unknown };
}

const text = (v: unknown): string | null => (typeof v === "string" && v !== "" ? v : null);

/** Throws on what is no tracked event: it must not pass for one. */
export const readTracked = (e: RecordedEvent): Tracked => {
  const d = e.data as Record<string, unknown>;
  const at = typeof d.timestamp === "number" ? d.timestamp : Date.parse(String(d.timestamp));
  const userId = text(d.userId);
  if (userId === null || !isUuid(userId) || !Number.isFinite(at)) throw new TypeError(`event ${e.eventId} has no user_id or no timestamp`);
  const external = text(d.externalId);
  const anonymousId = text(d.anonymousId);
  const session = text(d.sessionId);
  return {
    tenantId: e.tenantId,
    eventId: e.eventId,
    userId,
    externalId: external === null || isUuid(external) ? null : external,
    known: external !== null || anonymousId === null || anonymousUserIdOf(e.tenantId, anonymousId) !== userId,
    anonymousId,
    actorId: anonymousId === null ? userId : anonymousUserIdOf(e.tenantId, anonymousId),
    eventName: String(d.eventName ?? ""),
    at,
    sessionId: session !== null && isUuid(session) ? session.toLowerCase() : null,
    active: d.contextActive !== false,
    isBot: d.isBot === true,
    channel: d.channel,
    device: d.device,
    properties: (d.properties ?? {}) as Tracked["properties"],
  };
};
