import type { EventSchema, RecentEventSchema } from "@marketing/protos/tracking/v1/tracking_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { toTimestamp, toTimestampOrNull } from "@marketing/shared/grpc/struct";
import type { RecordedTrackedEvent } from "./events.ts";
import type { BufferedEvent } from "./recentView.ts";
import type { EventRow } from "./rows.ts";

/** A row of `events` as the message Event. */
export const eventMessage = (row: EventRow): Outgoing<typeof EventSchema> => ({
  eventId: row.event_id,
  userId: row.user_id,
  externalId: row.external_id ?? "",
  anonymousId: row.anonymous_id ?? "",
  eventName: row.event_name,
  properties: JSON.stringify(row.properties),
  timestamp: toTimestamp(row.timestamp),
  originalTimestamp: toTimestampOrNull(row.original_timestamp),
  sentAt: toTimestampOrNull(row.sent_at),
  receivedAt: toTimestamp(row.received_at),
  sessionId: row.session_id ?? "",
  ipAddress: row.ip_address ?? "",
  userAgent: row.user_agent ?? "",
  messageId: row.message_id,
  channel: row.channel ?? "",
  isBot: row.is_bot,
  device: row.device ?? "",
  browser: row.browser ?? "",
  os: row.os ?? "",
  country: row.country ?? "",
  contextActive: row.context_active,
});

const at = (ms: number | undefined) => (ms === undefined ? null : toTimestamp(new Date(ms)));

/** An event of the log as the message Event. */
export const trackedMessage = ({ position, data }: RecordedTrackedEvent): Outgoing<typeof EventSchema> => ({
  eventId: position,
  userId: data.userId,
  externalId: data.externalId ?? "",
  anonymousId: data.anonymousId ?? "",
  eventName: data.eventName,
  properties: JSON.stringify(data.properties ?? {}),
  timestamp: at(data.timestamp),
  originalTimestamp: at(data.originalTimestamp),
  sentAt: at(data.sentAt),
  receivedAt: at(data.receivedAt),
  sessionId: data.sessionId ?? "",
  ipAddress: data.ipAddress ?? "",
  userAgent: data.userAgent ?? "",
  messageId: data.messageId,
  channel: data.channel ?? "",
  isBot: data.isBot ?? false,
  device: data.device ?? "",
  browser: data.browser ?? "",
  os: data.os ?? "",
  country: data.country ?? "",
  contextActive: data.contextActive ?? true,
});

export const recentMessage = (e: BufferedEvent): Outgoing<typeof RecentEventSchema> => ({
  eventId: e.event_id,
  eventName: e.event,
  timestamp: toTimestamp(new Date(e.timestamp)),
  userId: e.user_id,
  sessionId: e.session_id ?? "",
  isBot: e.is_bot ?? false,
  properties: JSON.stringify(e.properties),
});
