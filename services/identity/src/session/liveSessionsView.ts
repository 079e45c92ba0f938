import type { RedisCommand } from "@marketing/shared/redis/command";
import { redisView } from "@marketing/shared/subscription/typedView";
import { sessionEvents } from "./events.ts";
import { newestOf } from "./rows.ts";
import { sessionLimits } from "./stretches.ts";

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
    const previousUsers = new Map<string, Set<string>>();
    for (const { data } of events)
      if ("previousUserId" in data && data.previousUserId !== null)
        previousUsers.set(data.sessionId, (previousUsers.get(data.sessionId) ?? new Set()).add(data.previousUserId));
    for (const { session, joinedInto } of newestOf(events)) {
      const { sessionId, userId, startedAt, lastAt, pageViews, endedAt } = session;
      for (const before of previousUsers.get(sessionId) ?? [])
        if (before !== userId) commands.push(["DEL", key("session", before, sessionId)]);
      const name = key("session", userId, sessionId);
      const until = Math.min(Math.min(lastAt, recordedAt.get(sessionId)!) + sessionLimits.idleMs, startedAt + sessionLimits.maxAgeMs);
      if (endedAt !== null || joinedInto !== null || until <= now) commands.push(["DEL", name]);
      else {
        const value = JSON.stringify({ user_id: userId, start_time: startedAt, page_views: pageViews });
        commands.push(["SET", name, value, "PXAT", until]);
      }
    }
    return commands;
  },
});
