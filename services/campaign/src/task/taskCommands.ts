import { type Command, type Handled, handleCommand } from "@marketing/shared/log/commandHandler";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Caller } from "../call.ts";
import { type TaskCommand, type TaskEvent, type TaskState, taskDecider, taskStream } from "./task.ts";

export type HandledTask = Handled<TaskState, TaskEvent>;

type Writes = ReturnType<NonNullable<Command<TaskState, TaskCommand, TaskEvent>["alongside"]>>;

/** `alongside`: what must be written with it or not at all. */
export const commandTask = (caller: Caller, taskId: string, command: TaskCommand, alongside: Writes = []): Promise<HandledTask> =>
  handleCommand({ ...caller, decider: taskDecider, streamId: taskStream(taskId), command, alongside: () => alongside });

export const loadTask = async (log: EventLog, tenantId: string, taskId: string): Promise<{ state: TaskState; version: number }> => {
  const events = await log.readStreamAll(tenantId, taskStream(taskId));
  const state = events.reduce((s, e) => taskDecider.evolve(s, e as unknown as TaskEvent), taskDecider.initialState);
  return { state, version: events.at(-1)?.version ?? 0 };
};
