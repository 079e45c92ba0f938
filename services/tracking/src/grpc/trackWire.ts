import { invalidField } from "@marketing/shared/base/errors";
import type { EventInput } from "../event/event.ts";
import type { TrackResult } from "../event/track.ts";

// Tracking's hot path: requests are read by hand, a schema would cost more than everything else together.

export const maxBatch = 1_000;

/** An EventInput message as the loader gives it: unset text is "", unset `optional` absent. */
interface RawEvent {
  readonly messageId: string;
  readonly userId: string;
  readonly anonymousId: string;
  readonly eventName: string;
  readonly properties: string;
  readonly timestamp: string;
  readonly sentAt: string;
  readonly sessionId: string;
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly channel: string;
  readonly contextActive?: boolean;
}

export interface Batch {
  /** "" outside a stream. */
  readonly batchId: string;
  readonly events: ReadonlyArray<EventInput>;
}

const readEvent = (e: RawEvent, sentAt: string, fallbackId: string): EventInput => ({
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

export const readTrackEvent = (raw: { readonly event: RawEvent | null; readonly requestId: string }): Batch => {
  if (raw.event === null || raw.event === undefined) throw invalidField("event", "is required");
  const requestId = readRequestId(raw.requestId);
  return { batchId: "", events: [readEvent(raw.event, "", requestId === "" ? "" : `${requestId}:0`)] };
};

interface RawBatch {
  readonly events: ReadonlyArray<RawEvent>;
  readonly sentAt: string;
  readonly requestId?: string;
  readonly batchId?: string;
}

export const readBatch = (raw: RawBatch): Batch => {
  if (raw.events.length > maxBatch) throw invalidField("events", `must have at most ${maxBatch} items`, "TOO_MANY_EVENTS");
  const requestId = readRequestId(raw.requestId ?? "");
  const batchId = raw.batchId ?? "";
  if (batchId.length > 255) throw invalidField("batch_id", "must have at most 255 characters");
  return { batchId, events: raw.events.map((e, i) => readEvent(e, raw.sentAt, requestId === "" ? "" : `${requestId}:${i}`)) };
};

const writeResult = (r: TrackResult): object =>
  r.status === "rejected"
    ? { status: 3, messageId: r.messageId, rejection: { reason: r.reason, field: r.field, message: r.message } }
    : {
        status: r.status === "accepted" ? 1 : 2,
        eventId: r.eventId,
        messageId: r.messageId,
        ...(r.warnings.length > 0 ? { warnings: r.warnings } : {}),
      };

/** Results with their counts and the position to wait for. */
export const writeResults = (results: ReadonlyArray<TrackResult>): { readonly position: number; readonly [field: string]: unknown } => {
  let [accepted, duplicates, rejected, position] = [0, 0, 0, 0];
  for (const r of results) {
    if (r.status === "rejected") rejected++;
    else {
      if (r.status === "accepted") accepted++;
      else duplicates++;
      if (r.eventId > position) position = r.eventId;
    }
  }
  return { results: results.map(writeResult), accepted, duplicates, rejected, position };
};
