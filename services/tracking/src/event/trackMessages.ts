import type {
  EventInputSchema,
  EventResultSchema,
  TrackEventRequestSchema,
  TrackEventsResponseSchema,
} from "@marketing/protos/tracking/v1/tracking_service";
import { longerThan } from "@marketing/shared/base/codePoints";
import { invalidArgument, type Violation } from "@marketing/shared/base/errors";
import type { Incoming, Outgoing } from "@marketing/shared/grpc/contract";
import type { Limit } from "@marketing/shared/grpc/limits";
import type { TrackResult } from "./commands.ts";
import type { EventInput } from "./decide.ts";
import { atMost, eventLimits, exceeded } from "./limits.ts";

// Tracking's hot path: requests are read by hand, a schema would cost more than everything else together.

const maxBatch = 1_000;

type WireEvent = Incoming<typeof EventInputSchema>;

export interface Batch {
  /** "" outside a stream. */
  readonly batchId: string;
  readonly events: ReadonlyArray<EventInput>;
}

const readEvent = (e: WireEvent, sentAt: string, fallbackId: string): EventInput => ({
  messageId: e.messageId === "" ? fallbackId : e.messageId,
  userId: e.userId,
  anonymousId: e.anonymousId,
  eventName: e.eventName,
  properties: e.properties,
  timestamp: e.timestamp,
  sentAt: e.sentAt === "" ? sentAt : e.sentAt,
  sessionId: e.sessionId,
  ipAddress: e.ipAddress,
  userAgent: e.userAgent,
  channel: e.channel,
  contextActive: e.contextActive ?? true,
});

const maxRequestId = 80;
const maxBatchId = 255;

const text = (characters: number): Limit => ({ kind: "text", characters });
const event: Limit = {
  kind: "message",
  fields: Object.fromEntries(Object.entries(eventLimits).map(([name, { characters }]) => [name, text(characters)])),
};
const messageOf = (fields: Readonly<Record<string, Limit>>): Limit => ({ kind: "message", fields });
const batchFields = { sentAt: text(eventLimits.sentAt.characters), events: { kind: "list", items: maxBatch, of: event } } as const;

/** What each request may bring, as docs/api.md has it. */
export const requestLimits = {
  trackEvent: messageOf({ event, requestId: text(maxRequestId) }),
  trackEvents: messageOf({ ...batchFields, requestId: text(maxRequestId) }),
  trackStream: messageOf({ ...batchFields, batchId: text(maxBatchId) }),
};

const lengthViolation = (field: string, value: string, characters: number): ReadonlyArray<Violation> =>
  longerThan(value, characters) ? [{ field, description: `must have at most ${characters} characters` }] : [];

/** One event, and whether the call's request_id stands in for its id. */
export const readTrackEvent = (raw: Incoming<typeof TrackEventRequestSchema>): { event: EventInput; byRequest: boolean } => {
  const { event, requestId } = raw;
  const wrongId = lengthViolation("request_id", requestId, maxRequestId);
  if (event === null || event === undefined) throw invalidArgument([{ field: "event", description: "is required" }, ...wrongId]);
  const long = exceeded(event).map((one) => ({ field: `event.${one.field}`, description: atMost(one) }));
  // one text alone is refused with its own reason, as in a batch
  if (long.length > 1 || wrongId.length > 0) throw invalidArgument([...long, ...wrongId]);
  return {
    event: readEvent(event, "", requestId === "" ? "" : `${requestId}:0`),
    byRequest: requestId !== "" && event.messageId === "",
  };
};

/** A TrackEventsRequest, or one of a TrackStream, which has a batch id and no request id. */
interface WireBatch {
  readonly events: ReadonlyArray<WireEvent>;
  readonly sentAt: string;
  readonly requestId?: string;
  readonly batchId?: string;
}

/** The events themselves are looked at one by one: one that is too long is refused alone. */
export const readBatch = (raw: WireBatch): Batch => {
  const { events, sentAt, requestId = "", batchId = "" } = raw;
  const tooMany = events.length > maxBatch;
  const violations = [
    ...(tooMany ? [{ field: "events", description: `must have at most ${maxBatch} items` }] : []),
    ...lengthViolation("sent_at", sentAt, eventLimits.sentAt.characters),
    ...lengthViolation("request_id", requestId, maxRequestId),
    ...lengthViolation("batch_id", batchId, maxBatchId),
  ];
  if (violations.length > 0) throw invalidArgument(violations, tooMany ? "TOO_MANY_EVENTS" : undefined);
  return { batchId, events: events.map((e, i) => readEvent(e, sentAt, requestId === "" ? "" : `${requestId}:${i}`)) };
};

export const resultMessage = (r: TrackResult): Outgoing<typeof EventResultSchema> =>
  r.status === "rejected"
    ? {
        status: "EVENT_STATUS_REJECTED",
        eventId: 0,
        messageId: r.messageId,
        rejection: { reason: r.reason, field: r.field, message: r.message },
        warnings: [],
      }
    : {
        status: r.status === "accepted" ? "EVENT_STATUS_ACCEPTED" : "EVENT_STATUS_DUPLICATE",
        eventId: r.eventId,
        messageId: r.messageId,
        rejection: null,
        warnings: r.warnings,
      };

/** Results with their counts and the position to wait for. */
export const resultsMessage = (results: ReadonlyArray<TrackResult>): Outgoing<typeof TrackEventsResponseSchema> => {
  let [accepted, duplicates, rejected, position] = [0, 0, 0, 0];
  for (const r of results) {
    if (r.status === "rejected") rejected++;
    else {
      if (r.status === "accepted") accepted++;
      else duplicates++;
      if (r.eventId > position) position = r.eventId;
    }
  }
  return { results: results.map(resultMessage), accepted, duplicates, rejected, position };
};
