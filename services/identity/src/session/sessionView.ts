import type { RecordedEvent } from "@marketing/shared/base/event";
import type { RedisCommand } from "@marketing/shared/redis/command";
import type { PostgresView, RedisView } from "@marketing/shared/subscription/view";
import { type EndReason, type Session, sessionLimits } from "./session.ts";

type SessionData = Session & { readonly previousUserId?: string | null; readonly reason?: EndReason };
const types = new Set(["session_started", "session_activity", "session_ended"]);

const iso = (ms: number): string => new Date(ms).toISOString();
const upsert = `INSERT INTO sessions (tenant_id, session_id, user_id, start_time, last_activity, end_time, page_views, events, late_events, end_reason, derived)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::int[], $8::int[], $9::int[], $10::text[], $11::boolean[])
  ON CONFLICT (tenant_id, session_id) DO UPDATE SET user_id = excluded.user_id, start_time = excluded.start_time, last_activity = excluded.last_activity,
    end_time = excluded.end_time, page_views = excluded.page_views, events = excluded.events, late_events = excluded.late_events,
    end_reason = coalesce(excluded.end_reason, sessions.end_reason)`;

/** Every event tells the whole session, so the newest of each wins; only why it ended is said once. */
const newest = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<{ tenantId: string; data: SessionData }> => {
  const sessions = new Map<string, { tenantId: string; data: SessionData }>();
  for (const { tenantId, data } of events) {
    const key = `${tenantId}${data.sessionId}`;
    const reason = (data as SessionData).reason ?? sessions.get(key)?.data.reason;
    sessions.set(key, { tenantId, data: reason === undefined ? data : { ...data, reason } });
  }
  return [...sessions.values()];
};

/** Table `sessions`. */
export const sessionsView: PostgresView = {
  kind: "postgres",
  name: "sessions",
  version: 1,
  tables: ["sessions"],
  types,
  batchSize: 2_000,
  async apply(client, events) {
    const rows = newest(events);
    const of = <A>(read: (s: SessionData) => A): A[] => rows.map((r) => read(r.data));
    await client.query({
      name: "upsert_sessions",
      text: upsert,
      values: [
        rows.map((r) => r.tenantId),
        of((s) => s.sessionId),
        of((s) => s.userId),
        of((s) => iso(s.startedAt)),
        of((s) => iso(s.lastAt)),
        of((s) => (s.endedAt === null ? null : iso(s.endedAt))),
        of((s) => s.pageViews),
        of((s) => s.events),
        of((s) => s.lateEvents),
        of((s) => s.reason ?? null),
        of((s) => s.derived),
      ],
    });
  },
};

/**
 * `session:<user>:<session>`: JSON {user_id, start_time (ms), page_views}. It lives for an hour after the last activity, twelve after the start at
 * most; counted from the time of the events, so that an import of old sessions leaves nothing behind.
 */
export const liveSessionsView: RedisView = {
  kind: "redis",
  name: "live_sessions",
  version: 1,
  prefixes: ["session"],
  types,
  fold(tenantId, events, key) {
    const commands: RedisCommand[] = [];
    const now = Date.now();
    const recorded = new Map(events.map((e) => [e.data.sessionId as string, e.recordedAt.getTime()]));
    const left = new Map(
      events.flatMap((e) => (e.data.previousUserId ? [[e.data.sessionId as string, e.data.previousUserId as string] as const] : [])),
    );
    for (const { data } of newest(events.map((e) => ({ ...e, tenantId })))) {
      const before = left.get(data.sessionId);
      if (before !== undefined && before !== data.userId) commands.push(["DEL", key("session", before, data.sessionId)]);
      const k = key("session", data.userId, data.sessionId);
      const until = Math.min(
        Math.min(data.lastAt, recorded.get(data.sessionId)!) + sessionLimits.idleMs,
        data.startedAt + sessionLimits.maxAgeMs,
      );
      if (data.endedAt !== null || until <= now) commands.push(["DEL", k]);
      else
        commands.push([
          "SET",
          k,
          JSON.stringify({ user_id: data.userId, start_time: data.startedAt, page_views: data.pageViews }),
          "PXAT",
          until,
        ]);
    }
    return commands;
  },
};
