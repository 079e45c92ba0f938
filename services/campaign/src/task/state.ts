import type { JsonObject } from "@marketing/shared/base/json";
import type { Enqueued, Lease, TaskEvent } from "./events.ts";

export const taskStatuses = ["pending", "claimed", "completed", "dead"] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export interface TaskState extends Enqueued {
  readonly status: TaskStatus;
  readonly attempts: number;
  /** Who has it, or had it last. */
  readonly lease: Lease | null;
  readonly error: string | null;
  readonly result: JsonObject | null;
  readonly finishedAt: number | null;
}

export const initialTask: TaskState = {
  taskId: "",
  taskType: "",
  payload: {},
  campaignId: null,
  maxAttempts: 5,
  dueAt: 0,
  createdAt: 0,
  status: "pending",
  attempts: 0,
  lease: null,
  error: null,
  result: null,
  finishedAt: null,
};

export const evolve = (state: TaskState, { type, data }: TaskEvent): TaskState => {
  switch (type) {
    case "task_enqueued":
      return { ...state, ...data };
    case "task_claimed": {
      const { leaseId, workerId, until, leaseMs, attempt } = data;
      return { ...state, status: "claimed", attempts: attempt, lease: { leaseId, workerId, until, leaseMs } };
    }
    case "task_lease_extended":
      return { ...state, lease: { ...state.lease!, until: data.until } };
    case "task_completed":
      return { ...state, status: "completed", result: data.result, finishedAt: data.at };
    case "task_failed":
      return { ...state, status: "pending", error: data.error, dueAt: data.retryAt };
    case "task_died":
      return { ...state, status: "dead", error: data.error, finishedAt: data.at };
    case "task_replayed":
      return { ...state, status: "pending", attempts: 0, dueAt: data.at, finishedAt: null };
  }
};
