import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { EndReason, Session, SessionEvent } from "./events.ts";

/** A session as its newest event tells it. */
export interface NewestSession {
  readonly tenantId: string;
  readonly session: Session;
  /** Null where none of the events says so. */
  readonly reason: EndReason | null;
  /** The session that it is part of by now. */
  readonly joinedInto: string | null;
}

/** Every event tells the whole session, so the newest of each wins; only why it ended is said once. */
export const newestOf = (events: ReadonlyArray<Recorded<SessionEvent>>): ReadonlyArray<NewestSession> => {
  const sessions = new Map<string, NewestSession>();
  for (const { tenantId, type, data } of events) {
    const key = tenantId + data.sessionId;
    const told = type === "session_ended" || type === "session_corrected" ? data.reason : null;
    const reason = told ?? sessions.get(key)?.reason ?? null;
    sessions.set(key, { tenantId, session: data, reason, joinedInto: type === "session_joined" ? data.intoSessionId : null });
  }
  return [...sessions.values()];
};

export const sessionsTable = defineTable<NewestSession>({
  name: "sessions",
  key: {
    tenant_id: column("uuid", (r) => r.tenantId),
    session_id: column("uuid", (r) => r.session.sessionId),
  },
  columns: {
    user_id: column("uuid", (r) => r.session.userId),
    start_time: column("timestamptz", (r) => isoTime(r.session.startedAt)),
    last_activity: column("timestamptz", (r) => isoTime(r.session.lastAt)),
    end_time: column("timestamptz", (r) => isoTimeOrNull(r.session.endedAt)),
    page_views: column("int", (r) => r.session.pageViews),
    events: column("int", (r) => r.session.events),
    late_events: column("int", (r) => r.session.lateEvents),
    end_reason: column("text", (r) => r.reason, { keep: true }),
    joined_into: column("uuid", (r) => r.joinedInto),
    derived: column("boolean", (r) => r.session.derived, { once: true }),
  },
});
