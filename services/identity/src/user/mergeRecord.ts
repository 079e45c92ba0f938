import { notFound } from "@marketing/shared/base/errors";
import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";

interface MergeRecord {
  readonly mergeId: string;
  readonly winnerId: string;
  readonly loserId: string;
}

/** Stream `merge-<id>`, written in the same append as the users' own: a merge is found by its id alone. */
export const mergeEvents = defineEvents({
  merge_recorded: event<MergeRecord>({ version: 1 }),
  merge_undone: event<{ readonly mergeId: string }>({ version: 1 }),
});
export type MergeEvent = EventOf<typeof mergeEvents>;

export const mergeStream = (mergeId: string): string => `merge-${mergeId}`;

export const isRecorded = async (log: EventLog, tenantId: string, mergeId: string): Promise<boolean> =>
  (await log.readStream(tenantId, mergeStream(mergeId), 0, 1)).length > 0;

/** Who was merged into whom. Throws NOT_FOUND. */
export const loadMerge = async (log: EventLog, tenantId: string, mergeId: string): Promise<MergeRecord> => {
  const [record] = await log.readStream(tenantId, mergeStream(mergeId), 0, 1);
  if (!record) throw notFound("MERGE_NOT_FOUND", "no such merge", { merge_id: mergeId });
  return record.data as MergeRecord;
};
