import { readJson } from "@marketing/shared/base/exactNumber";
import { tenantKey } from "@marketing/shared/redis/keys";
import type { Redis } from "ioredis";
import { type BufferedEvent, bufferLength, bufferPrefix } from "./recentView.ts";

/**
 * The newest events of all of a person's ids, from their buffers; null when there is no buffer at all (nothing was ever tracked, or
 * Redis does not answer), and the timeline knows.
 */
export const recentEvents = async (
  redis: Redis,
  tenantId: string,
  userIds: ReadonlyArray<string>,
  limit: number,
): Promise<BufferedEvent[] | null> => {
  let lists: string[][];
  try {
    lists = await Promise.all(userIds.map((id) => redis.lrange(tenantKey(tenantId, bufferPrefix, id), 0, bufferLength - 1)));
  } catch {
    return null;
  }
  if (lists.every((l) => l.length === 0)) return null;
  const events = lists.flat().map((text) => readJson(text) as BufferedEvent);
  // One buffer is in the order of arrival, and so it stays; several are told apart by time.
  if (userIds.length > 1) events.sort((a, b) => b.timestamp - a.timestamp || Number(b.event_id) - Number(a.event_id));
  return events.slice(0, limit);
};
