import type {
  EventInputSchema,
  EventResultSchema,
  TrackEventRequestSchema,
  TrackEventsResponseSchema,
} from "@marketing/protos/tracking/v1/tracking_service";
import { invalidField } from "@marketing/shared/base/errors";
import type { Incoming, Outgoing } from "@marketing/shared/grpc/contract";
import type { TrackResult } from "./commands.ts";
import type { EventInput } from "./decide.ts";

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

const readRequestId = (requestId: string): string => {
  if (requestId.length > 80) throw invalidField("request_id", "must have at most 80 characters");
  return requestId;
};

/** One event, and whether the call's request_id stands in for its id. */
export const readTrackEvent = (raw: Incoming<typeof TrackEventRequestSchema>): { event: EventInput; byRequest: boolean } => {
  if (raw.event === null || raw.event === undefined) throw invalidField("event", "is required");
  const requestId = readRequestId(raw.requestId);
  const event = readEvent(raw.event, "", requestId === "" ? "" : `${requestId}:0`);
  return { event, byRequest: requestId !== "" && raw.event.messageId === "" };
};

/** A TrackEventsRequest, or one of a TrackStream, which has a batch id and no request id. */
interface WireBatch {
  readonly events: ReadonlyArray<WireEvent>;
  readonly sentAt: string;
  readonly requestId?: string;
  readonly batchId?: string;
}

export const readBatch = (raw: WireBatch): Batch => {
  if (raw.events.length > maxBatch) throw invalidField("events", `must have at most ${maxBatch} items`, "TOO_MANY_EVENTS");
  const requestId = readRequestId(raw.requestId ?? "");
  const batchId = raw.batchId ?? "";
  if (batchId.length > 255) throw invalidField("batch_id", "must have at most 255 characters");
  return { batchId, events: raw.events.map((e, i) => readEvent(e, raw.sentAt, requestId === "" ? "" : `${requestId}:${i}`)) };
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
