import { isoTime, isoTimeOrNull } from "@marketing/shared/base/isoTime";
import type { JsonObject } from "@marketing/shared/base/json";
import { column, defineTable } from "@marketing/shared/postgres/table";
import type { Folded } from "@marketing/shared/subscription/folded";
import type { TaskState, TaskStatus } from "./state.ts";

/** Table `agent_tasks`. */
export const taskTable = defineTable<Folded<TaskState>>({
  name: "agent_tasks",
  key: { tenant_id: column("uuid", (r) => r.tenantId), task_id: column("uuid", (r) => r.id) },
  columns: {
    task_type: column("text", (r) => r.state.taskType, { once: true }),
    status: column("text", (r) => r.state.status),
    payload: column("jsonb", (r) => r.state.payload, { once: true }),
    campaign_id: column("uuid", (r) => r.state.campaignId, { once: true }),
    attempts: column("int", (r) => r.state.attempts),
    max_attempts: column("int", (r) => r.state.maxAttempts, { once: true }),
    created_at: column("timestamptz", (r) => isoTime(r.state.createdAt), { once: true }),
    due_at: column("timestamptz", (r) => isoTime(r.state.dueAt)),
    worker_id: column("text", (r) => r.state.lease?.workerId),
    lease_id: column("uuid", (r) => r.state.lease?.leaseId),
    lease_until: column("timestamptz", (r) => isoTimeOrNull(r.state.lease?.until)),
    lease_ms: column("int", (r) => r.state.lease?.leaseMs),
    error: column("text", (r) => r.state.error),
    result: column("jsonb", (r) => r.state.result),
    finished_at: column("timestamptz", (r) => isoTimeOrNull(r.state.finishedAt)),
    version: column("bigint", (r) => r.version),
  },
});

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

/** The row holds all that the task's state does. */
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
