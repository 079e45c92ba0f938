import type { RedisCommand } from "@marketing/shared/redis/command";
import { redisView } from "@marketing/shared/subscription/typedView";
import { type RecordedTrackedEvent, trackedEvents } from "./events.ts";

export const bufferPrefix = "event_buffer";
export const bufferLength = 100;
/** A buffer nobody added to for this long goes; the timeline has everything. */
const idleMs = 30 * 86_400_000;

/** What the buffer keeps of an event; `event` and `timestamp` (milliseconds since 1970) as the source document has them. */
export interface BufferedEvent {
  readonly event: string;
  readonly timestamp: number;
  /** int64 */
  readonly event_id: string;
  readonly user_id: string;
  readonly session_id?: string;
  readonly is_bot?: true;
  readonly properties: object;
}

const buffered = (e: RecordedTrackedEvent): string => {
  const { data } = e;
  const entry: BufferedEvent = {
    event: data.eventName,
    timestamp: data.timestamp,
    event_id: String(e.position),
    user_id: data.userId,
    ...(data.sessionId ? { session_id: data.sessionId } : {}),
    ...(data.isBot ? { is_bot: true } : {}),
    properties: data.properties ?? {},
  };
  return JSON.stringify(entry);
};

/**
 * `event_buffer:<user>`: the last hundred events of an id in the order they arrived, newest first. A view and no queue: what must
 * not be lost is in the log.
 */
export const recentView = redisView({
  name: "event_buffer",
  version: 1,
  prefixes: [bufferPrefix],
  events: trackedEvents,
  batchSize: 1_000,
  fold(_tenantId, events, key) {
    const perUser = new Map<string, RecordedTrackedEvent[]>();
    for (const e of events) {
      const mine = perUser.get(e.data.userId);
      if (mine) mine.push(e);
      else perUser.set(e.data.userId, [e]);
    }
    const commands: RedisCommand[] = [];
    for (const [userId, mine] of perUser) {
      const k = key(bufferPrefix, userId);
      commands.push(["LPUSH", k, ...mine.slice(-bufferLength).map(buffered)], ["LTRIM", k, 0, bufferLength - 1]);
      commands.push(["PEXPIREAT", k, mine.at(-1)!.data.receivedAt + idleMs]);
    }
    return commands;
  },
});
