import type { JsonObject } from "@bufbuild/protobuf";
import { type Timestamp, timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { MarketingClient } from "@marketing/client";
import { wireSize } from "@marketing/client/batches";
import { inDoubles } from "@marketing/client/json";
import { RpcError } from "@marketing/client/rpcError";
import { timeOfText } from "@marketing/client/time";
import { EventStatus } from "@marketing/protos/tracking/v1/tracking_service";
import { given } from "../given.ts";
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

const statuses: ReadonlyMap<number, EventAnswer["status"]> = new Map([
  [EventStatus.ACCEPTED, "accepted"],
  [EventStatus.DUPLICATE, "duplicate"],
  [EventStatus.REJECTED, "rejected"],
]);

const answerOf = (result: Result): EventAnswer => ({
  status: statuses.get(result.status) ?? "rejected",
  eventId: String(result.eventId),
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

const timeOf = (text: string | null): Timestamp | undefined => {
  const date = text === null ? null : timeOfText(text);
  return date === null ? undefined : timestampFromDate(date);
};

interface Answer {
  readonly mergeId: string;
  readonly warnings: ReadonlyArray<{ readonly code: string }>;
}

/** A time that cannot be read is left out of the call, which then holds for now: the import says so, as tracking does of events. */
const personOf =
  ({ timestamp }: IdentifyItem | AliasItem) =>
  (response: Answer): PersonAnswer => ({
    status: "done",
    reason: null,
    message: null,
    merged: response.mergeId !== "",
    warnings: [
      ...response.warnings.map(({ code }) => code),
      ...(timestamp !== null && timeOf(timestamp) === undefined ? ["timestamp_unparsable"] : []),
    ],
  });

/** In one request or, where the service takes smaller ones than it usually does, in halves. */
const track = async (tracking: MarketingClient["tracking"], events: ReadonlyArray<EventItem>): Promise<ReadonlyArray<EventAnswer>> => {
  try {
    return (await tracking.trackEvents({ events: events.map(eventInput) })).results.map(answerOf);
  } catch (error) {
    if (!(error instanceof RpcError) || error.reason !== "REQUEST_TOO_LARGE" || events.length === 1) throw error;
    const middle = Math.ceil(events.length / 2);
    return [...(await track(tracking, events.slice(0, middle))), ...(await track(tracking, events.slice(middle)))];
  }
};

/** The platform behind gRPC. Every call carries its message id, so that a repeat is answered as the first time. */
export const grpcSink = ({ tracking, identity }: Pick<MarketingClient, "tracking" | "identity">): Sink => ({
  bytesOf: (item) => wireSize(eventInput(item)),
  track: (events: ReadonlyArray<EventItem>) => track(tracking, events),
  identify: async (item: IdentifyItem) => {
    const asText = new Set<string>();
    const traits = inDoubles(item.traits, () => asText.add("number_as_text")) as JsonObject;
    const request = given({
      userId: item.userId,
      anonymousId: item.anonymousId,
      email: item.email,
      traits,
      source: "import",
      requestId: item.messageId,
      timestamp: timeOf(item.timestamp),
      contextActive: item.active ? undefined : false,
    });
    const answer = await identity.identify(request).then(personOf(item), refusalOf);
    return { ...answer, warnings: [...answer.warnings, ...asText] };
  },
  alias: async (item: AliasItem) => {
    const { userId, previousId, messageId, timestamp } = item;
    const request = given({ userId, previousId, requestId: messageId, timestamp: timeOf(timestamp) });
    return identity.alias(request).then(personOf(item), refusalOf);
  },
});
