import type { JsonValue } from "@marketing/shared/base/json";
import type { Write } from "@marketing/shared/command/execute";
import { defineEvents, type EventOf, event, type Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { taskLimitOf } from "../campaign/configuration.ts";

/** Stream `task_slots-<campaign id>`: when each of a campaign's tasks was handed out, for as long as it has a limit. */
export const slotEvents = defineEvents({
  task_slot_taken: event<{ readonly campaignId: string; readonly at: number }>({ version: 1 }),
});
type SlotEvent = EventOf<typeof slotEvents>;

const slotsStream = (campaignId: string): string => `task_slots-${campaignId}`;

/**
 * A sliding window without a counter: when the max-th last slot was taken longer ago than the window, there is room for one more. The slot is
 * taken at the version that was looked at, so rivals in any process never pass the limit together. Answers what to append with the claim (nothing
 * without a limit), or null when there is no room.
 */
export const slotFor = async (
  log: EventLog,
  pool: Pool,
  tenantId: string,
  campaignId: string | null,
  limit: JsonValue | null,
  now: number,
): Promise<ReadonlyArray<Write> | null> => {
  const bounds = campaignId === null || limit === null ? null : taskLimitOf({ task_limit: limit });
  if (campaignId === null || bounds === null) return [];
  const streamId = slotsStream(campaignId);
  const { rows } = await withTenant(pool, tenantId, (client) =>
    client.query<{ version: number }>("SELECT version FROM streams WHERE tenant_id = $1 AND stream_id = $2", [tenantId, streamId]),
  );
  const version = rows[0]?.version ?? 0;
  if (version >= bounds.max) {
    const [nth] = (await log.readStream(tenantId, streamId, version - bounds.max, 1)) as ReadonlyArray<Recorded<SlotEvent>>;
    if (nth && nth.data.at > now - bounds.windowMs) return null;
  }
  const taken: SlotEvent = { type: "task_slot_taken", data: { campaignId, at: now } };
  return [{ streamId, expected: version, events: [taken] }];
};
