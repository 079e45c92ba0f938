import { type TaskSchema, TaskStatusSchema } from "@marketing/protos/campaign/v1/task_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { toStruct } from "@marketing/shared/grpc/struct";
import { timeMessage } from "../messages.ts";
import { type TaskRow, taskOf } from "./rows.ts";
import type { TaskState } from "./state.ts";

/** The lease is named to its holder alone. */
export const taskMessage = (s: TaskState, version: number, holder = false): Outgoing<typeof TaskSchema> => ({
  taskId: s.taskId,
  taskType: s.taskType,
  status: enumName(TaskStatusSchema, s.status),
  payload: toStruct(s.payload),
  campaignId: s.campaignId ?? "",
  attempts: s.attempts,
  maxAttempts: s.maxAttempts,
  createdAt: timeMessage(s.createdAt),
  dueAt: timeMessage(s.dueAt),
  workerId: s.lease?.workerId ?? "",
  leaseId: holder ? (s.lease?.leaseId ?? "") : "",
  leaseUntil: s.status === "claimed" ? timeMessage(s.lease?.until) : null,
  error: s.error ?? "",
  result: s.result && toStruct(s.result),
  finishedAt: timeMessage(s.finishedAt),
  version,
});

export const taskRowMessage = (row: TaskRow): Outgoing<typeof TaskSchema> => taskMessage(taskOf(row), row.version);
