import type { JsonObject } from "@marketing/shared/base/json";
import type { TaskState, TaskStatus } from "./task.ts";

export interface TaskRow {
  readonly tenant_id: string;
  readonly task_id: string;
  readonly task_type: string;
  readonly status: TaskStatus;
  readonly payload: JsonObject;
  readonly campaign_id: string | null;
  readonly attempts: number;
  readonly max_attempts: number;
  readonly created_at: Date;
  readonly due_at: Date;
  readonly worker_id: string | null;
  readonly lease_id: string | null;
  readonly lease_until: Date | null;
  readonly lease_ms: number | null;
  readonly error: string | null;
  readonly result: JsonObject | null;
  readonly finished_at: Date | null;
  readonly version: number;
}

export const taskOf = (r: TaskRow): TaskState => ({
  taskId: r.task_id,
  taskType: r.task_type,
  payload: r.payload,
  campaignId: r.campaign_id,
  maxAttempts: r.max_attempts,
  dueAt: r.due_at.getTime(),
  createdAt: r.created_at.getTime(),
  status: r.status,
  attempts: r.attempts,
  lease:
    r.lease_id === null
      ? null
      : { leaseId: r.lease_id, workerId: r.worker_id ?? "", until: r.lease_until?.getTime() ?? 0, leaseMs: r.lease_ms ?? 0 },
  error: r.error,
  result: r.result,
  finishedAt: r.finished_at?.getTime() ?? null,
});
