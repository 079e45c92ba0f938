import { type Aggregate, type Loaded, load } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { execute, executeOn, type Handled, type Write } from "@marketing/shared/command/execute";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type TaskCommand, taskDecider } from "./decide.ts";
import type { Lease, TaskEvent } from "./events.ts";
import type { TaskState } from "./state.ts";

export const task: Aggregate<TaskState, TaskCommand, TaskEvent> = { category: "agent_task", decider: taskDecider };

export type HandledTask = Handled<TaskState, TaskEvent>;

export const commandTask = (caller: Caller, taskId: string, command: TaskCommand): Promise<HandledTask> =>
  executeOn(caller, task, taskId, command);

/** The task as its own stream has it; version 0 = there is none. */
export const loadTask = (log: EventLog, tenantId: string, taskId: string): Promise<Loaded<TaskState>> => load(log, task, tenantId, taskId);

/**
 * Hands the task to a worker, together with what its campaign's stream of slots says of it. Tried once: who finds a rival in any of these streams
 * has other tasks to try. Throws AppendError then, and RpcError TASK_NOT_PENDING.
 */
export const claimTask = (
  caller: Caller,
  taskId: string,
  { lease, now, slot }: { readonly lease: Lease; readonly now: number; readonly slot: ReadonlyArray<Write> },
): Promise<HandledTask> =>
  execute(
    { ...caller, expectedVersion: null },
    task,
    async () => ({
      current: await loadTask(caller.log, caller.tenantId, taskId),
      command: { type: "claim" as const, lease, now },
      alongside: () => slot,
    }),
    { most: 1 },
  );
