import type { RedisCommand } from "@marketing/shared/redis/command";
import { redisView } from "@marketing/shared/subscription/typedView";
import { sessionEvents } from "./events.ts";
import { sessionLimits } from "./fold.ts";
import { newestOf } from "./rows.ts";

/**
 * `session:<user>:<session>`: JSON {user_id, start_time (ms), page_views}. It lives for an hour after the last activity, twelve after the start at
 * most; counted from the time of the events, so that an import of old sessions leaves nothing behind.
 */
export const liveSessionsView = redisView({
  name: "live_sessions",
  version: 1,
  prefixes: ["session"],
  events: sessionEvents,
  fold: (_, events, key) => {
    const commands: RedisCommand[] = [];
    const now = Date.now();
    const recordedAt = new Map(events.map((e) => [e.data.sessionId, e.recordedAt.getTime()]));
    const previousUser = new Map<string, string>();
    for (const { type, data } of events)
      if (type !== "session_ended" && data.previousUserId) previousUser.set(data.sessionId, data.previousUserId);
    for (const { session } of newestOf(events)) {
      const { sessionId, userId, startedAt, lastAt, pageViews, endedAt } = session;
      const before = previousUser.get(sessionId);
      if (before !== undefined && before !== userId) commands.push(["DEL", key("session", before, sessionId)]);
      const name = key("session", userId, sessionId);
      const until = Math.min(Math.min(lastAt, recordedAt.get(sessionId)!) + sessionLimits.idleMs, startedAt + sessionLimits.maxAgeMs);
      if (endedAt !== null || until <= now) commands.push(["DEL", name]);
      else {
        const value = JSON.stringify({ user_id: userId, start_time: startedAt, page_views: pageViews });
        commands.push(["SET", name, value, "PXAT", until]);
      }
    }
    return commands;
  },
});
