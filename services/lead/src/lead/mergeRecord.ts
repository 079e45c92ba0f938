import { load } from "@marketing/shared/command/aggregate";
import type { Write } from "@marketing/shared/command/execute";
import { defineEvents, type EventOf, event } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";

interface MergeRecord {
  readonly mergeId: string;
  readonly winnerId: string;
  readonly loserId: string;
}

/** Events of the streams `merge-<id>`, written in the same append as those of the two leads: so a merge is found by its id. */
export const mergeRecordEvents = defineEvents({
  merge_recorded: event<MergeRecord>({ version: 1 }),
  merge_undone: event<{ readonly mergeId: string }>({ version: 1 }),
});
type MergeRecordEvent = EventOf<typeof mergeRecordEvents>;

const initialState: MergeRecord | null = null;
const evolve = (known: MergeRecord | null, { type, data }: MergeRecordEvent): MergeRecord | null =>
  type === "merge_recorded" ? data : known;
const mergeRecord = { category: "merge", decider: { initialState, evolve } };

/** Which two leads were merged; null = there is no such merge. */
export const findMerge = async (log: EventLog, tenantId: string, mergeId: string): Promise<MergeRecord | null> =>
  (await load<MergeRecord | null, MergeRecordEvent>(log, mergeRecord, tenantId, mergeId)).state;

const write = (mergeId: string, expected: Write["expected"], event: MergeRecordEvent): Write => ({
  streamId: `${mergeRecord.category}-${mergeId}`,
  expected,
  events: [event],
});
export const recordMerge = (data: MergeRecord): Write => write(data.mergeId, "no-stream", { type: "merge_recorded", data });
export const recordUndo = (mergeId: string): Write => write(mergeId, "stream-exists", { type: "merge_undone", data: { mergeId } });
