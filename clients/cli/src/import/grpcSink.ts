import type { RpcClient } from "@marketing/shared/grpc/client";
import { RpcError } from "@marketing/shared/grpc/errors";
import { toStruct, toTimestamp } from "@marketing/shared/grpc/struct";
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

interface WireResult {
  readonly status: string;
  readonly eventId: string;
  readonly rejection: { readonly reason: string; readonly message: string } | null;
  readonly warnings: ReadonlyArray<{ readonly code: string }>;
}

const statuses: Readonly<Record<string, EventAnswer["status"]>> = {
  EVENT_STATUS_ACCEPTED: "accepted",
  EVENT_STATUS_DUPLICATE: "duplicate",
  EVENT_STATUS_REJECTED: "rejected",
};

const answerOf = (result: WireResult): EventAnswer => ({
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

const time = (text: string | null) => {
  const date = text === null ? null : new Date(text);
  return date === null || Number.isNaN(date.getTime()) ? {} : { timestamp: toTimestamp(date) };
};

interface WirePerson {
  readonly mergeId: string;
  readonly warnings: ReadonlyArray<{ readonly code: string }>;
}

const personOf = (response: WirePerson): PersonAnswer => ({
  status: "done",
  reason: null,
  message: null,
  merged: response.mergeId !== "",
  warnings: response.warnings.map(({ code }) => code),
});

/** The platform behind gRPC. Every call carries its message id, so that a repeat is answered as the first time. */
export const grpcSink = (tracking: RpcClient, identity: RpcClient): Sink => ({
  track: async (events: ReadonlyArray<EventItem>) => {
    const response = await tracking.call<{ results: ReadonlyArray<WireResult> }>("TrackEvents", { events: events.map(eventInput) });
    return response.results.map(answerOf);
  },
  identify: async (item: IdentifyItem) => {
    const request = {
      userId: item.userId ?? "",
      anonymousId: item.anonymousId ?? "",
      email: item.email ?? "",
      traits: toStruct(item.traits),
      source: "import",
      requestId: item.messageId,
      ...time(item.timestamp),
      ...(item.active ? {} : { contextActive: false }),
    };
    return identity.call<WirePerson>("Identify", request).then(personOf, refusalOf);
  },
  alias: async (item: AliasItem) => {
    const request = { userId: item.userId, previousId: item.previousId, requestId: item.messageId, ...time(item.timestamp) };
    return identity.call<WirePerson>("Alias", request).then(personOf, refusalOf);
  },
});
