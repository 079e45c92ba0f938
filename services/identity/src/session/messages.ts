import type { SessionSchema } from "@marketing/protos/identity/v1/identity_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { toTimestamp, toTimestampOrNull } from "@marketing/shared/grpc/struct";
import type { SessionRow } from "./queries.ts";

export const sessionMessage = (s: SessionRow): Outgoing<typeof SessionSchema> => ({
  sessionId: s.session_id,
  userId: s.user_id,
  startTime: toTimestamp(s.start_time),
  lastActivity: toTimestamp(s.last_activity),
  endTime: toTimestampOrNull(s.end_time),
  pageViews: s.page_views,
  events: s.events,
  status: s.end_time === null ? "SESSION_STATUS_ACTIVE" : "SESSION_STATUS_ENDED",
  endReason: s.end_time === null ? "" : (s.end_reason ?? ""),
  derived: s.derived,
  lateEvents: s.late_events,
});
