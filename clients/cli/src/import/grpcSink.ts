import { type MarketingClient, RpcError } from "@marketing/client";
import type { AliasItem, EventItem, IdentifyItem } from "./item.ts";
import type { EventAnswer, PersonAnswer, Sink } from "./sink.ts";

/** One event as TrackingService takes it; text fields are empty where there is nothing. */
export const eventInput = (item: EventItem) => ({
  messageId: item.messageId,
  userId: item.userId ?? "",
  anonymousId: item.anonymousId ?? "",
  eventName: item.eventName,
  properties: JSON.stringify(item.properties),
  timestamp: item.timestamp ?? "",
  sentAt: item.sentAt ?? "",
  sessionId: item.sessionId ?? "",
  ipAddress: item.ip ?? "",
  userAgent: item.userAgent ?? "",
  channel: item.channel ?? "",
  ...(item.active ? {} : { contextActive: false }),
});

type Result = Awaited<ReturnType<MarketingClient["tracking"]["trackEvents"]>>["results"][number];

const statuses: Readonly<Record<string, EventAnswer["status"]>> = {
  EVENT_STATUS_ACCEPTED: "accepted",
  EVENT_STATUS_DUPLICATE: "duplicate",
  EVENT_STATUS_REJECTED: "rejected",
};

const answerOf = (result: Result): EventAnswer => ({
  status: statuses[result.status] ?? "rejected",
  eventId: result.eventId,
  reason: result.rejection?.reason ?? null,
  message: result.rejection?.message ?? null,
  warnings: result.warnings.map(({ code }) => code),
});

/** gRPC codes that judge the request itself: an answer, and no reason to stop. */
const refusals = new Set([3, 5, 6, 9, 11]);

const refusalOf = (error: unknown): PersonAnswer => {
  if (!(error instanceof RpcError) || !refusals.has(error.code)) throw error;
  return { status: "rejected", reason: error.reason.toLowerCase(), message: error.message, merged: false, warnings: [] };
};

const timeOf = (text: string | null): Date | undefined => {
  const date = text === null ? null : new Date(text);
  return date === null || Number.isNaN(date.getTime()) ? undefined : date;
};

interface Answer {
  readonly mergeId: string;
  readonly warnings: ReadonlyArray<{ readonly code: string }>;
}

const personOf = (response: Answer): PersonAnswer => ({
  status: "done",
  reason: null,
  message: null,
  merged: response.mergeId !== "",
  warnings: response.warnings.map(({ code }) => code),
});

/** The platform behind gRPC. Every call carries its message id, so that a repeat is answered as the first time. */
export const grpcSink = ({ tracking, identity }: Pick<MarketingClient, "tracking" | "identity">): Sink => ({
  track: async (events: ReadonlyArray<EventItem>) => (await tracking.trackEvents({ events: events.map(eventInput) })).results.map(answerOf),
  identify: async (item: IdentifyItem) => {
    const request = {
      userId: item.userId,
      anonymousId: item.anonymousId,
      email: item.email,
      traits: item.traits,
      source: "import",
      requestId: item.messageId,
      timestamp: timeOf(item.timestamp),
      contextActive: item.active ? undefined : false,
    };
    return identity.identify(request).then(personOf, refusalOf);
  },
  alias: async (item: AliasItem) => {
    const { userId, previousId, messageId, timestamp } = item;
    return identity.alias({ userId, previousId, requestId: messageId, timestamp: timeOf(timestamp) }).then(personOf, refusalOf);
  },
});
