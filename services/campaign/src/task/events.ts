import {
  TaskClaimedSchema,
  TaskCompletedSchema,
  TaskDiedSchema,
  TaskEnqueuedSchema,
  TaskFailedSchema,
  TaskReplayedSchema,
} from "@marketing/protos/campaign/v1/campaign_events";
import { isoTime } from "@marketing/shared/base/isoTime";
import type { JsonObject } from "@marketing/shared/base/json";
import { defineEvents, type EventOf, event, shape } from "@marketing/shared/log/defineEvents";

interface OfTask {
  readonly taskId: string;
  readonly taskType: string;
  readonly campaignId: string | null;
}

/** A task as it was enqueued; times in ms since 1970. */
export interface Enqueued extends OfTask {
  readonly payload: JsonObject;
  readonly maxAttempts: number;
  readonly dueAt: number;
  readonly createdAt: number;
}

export interface Lease {
  readonly leaseId: string;
  readonly workerId: string;
  readonly until: number;
  readonly leaseMs: number;
}

interface ByWorker extends OfTask {
  readonly leaseId: string;
  readonly workerId: string;
}

interface Completed extends ByWorker {
  readonly result: JsonObject;
  /** Who called, as the metadata of events names them; "" in events from before this was told. */
  readonly by: string;
  readonly at: number;
}

const at = Date.UTC(2026, 4, 4, 9, 30);
const sample: OfTask = {
  taskId: "018f6a2b-8000-7000-8000-000000000008",
  taskType: "content_creator",
  campaignId: "018f6a2b-6000-7000-8000-000000000006",
};
const lease: Lease = { leaseId: "018f6a2b-a000-7000-8000-00000000000a", workerId: "writer-1", until: at + 60_000, leaseMs: 60_000 };
const sampleByWorker: ByWorker = { ...sample, leaseId: lease.leaseId, workerId: lease.workerId };

const publicTask = ({ taskId, taskType, campaignId }: OfTask) => ({ taskId, taskType, campaignId: campaignId || undefined });

/** Stream `agent_task-<id>`. */
export const taskEvents = defineEvents(
  {
    task_enqueued: event<Enqueued>({
      version: 1,
      public: shape("task.enqueued", TaskEnqueuedSchema, (data) => ({
        ...publicTask(data),
        payload: data.payload,
        dueAt: isoTime(data.dueAt),
      })),
      sample: { ...sample, payload: { topic: "spring" }, maxAttempts: 5, dueAt: at, createdAt: at },
    }),
    task_claimed: event<OfTask & Lease & { readonly attempt: number; readonly at: number }>({
      version: 1,
      public: shape("task.claimed", TaskClaimedSchema, ({ taskId, taskType, workerId, attempt, until }) => ({
        taskId,
        taskType,
        workerId,
        attempt,
        leaseUntil: isoTime(until),
      })),
      sample: { ...sample, ...lease, attempt: 1, at },
    }),
    task_lease_extended: event<OfTask & Pick<Lease, "leaseId" | "until">>({ version: 1 }),
    task_completed: event<Completed>({
      version: 2,
      upcasters: { 1: (data: Omit<Completed, "by">): Completed => ({ ...data, by: "" }) },
      public: shape("task.completed", TaskCompletedSchema, (data) => ({
        ...publicTask(data),
        result: data.result,
        workerId: data.workerId,
        completedBy: data.by || undefined,
      })),
      sample: { ...sampleByWorker, result: { content_id: "018f6a2b-b000-7000-8000-00000000000b" }, by: "key:6f1d2a3b4c5d6e7f", at },
    }),
    task_failed: event<ByWorker & { readonly error: string; readonly attempt: number; readonly retryAt: number }>({
      version: 1,
      public: shape("task.failed", TaskFailedSchema, (data) => ({
        ...publicTask(data),
        error: data.error,
        attempt: data.attempt,
        retryAt: isoTime(data.retryAt),
        workerId: data.workerId || undefined,
      })),
      sample: { ...sampleByWorker, error: "the model timed out", attempt: 1, retryAt: at + 5_000 },
    }),
    task_died: event<OfTask & { readonly error: string; readonly attempts: number; readonly at: number }>({
      version: 1,
      public: shape("task.died", TaskDiedSchema, (data) => ({ ...publicTask(data), error: data.error, attempts: data.attempts })),
      sample: { ...sample, error: "the model timed out", attempts: 5, at },
    }),
    task_replayed: event<OfTask & { readonly at: number }>({
      version: 1,
      public: shape("task.replayed", TaskReplayedSchema, publicTask),
      sample: { ...sample, campaignId: null, at },
    }),
  },
  { sampleStream: `agent_task-${sample.taskId}` },
);
export type TaskEvent = EventOf<typeof taskEvents>;
