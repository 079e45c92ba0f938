import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import type { JsonObject } from "@marketing/shared/base/json";
import type { Enqueued, Lease, TaskEvent } from "./events.ts";
import { evolve, initialTask, type TaskState } from "./state.ts";

export type TaskCommand =
  | { readonly type: "enqueue"; readonly task: Enqueued }
  | { readonly type: "claim"; readonly lease: Lease; readonly now: number }
  | { readonly type: "heartbeat"; readonly leaseId: string; readonly leaseMs: number | null; readonly now: number }
  | { readonly type: "complete"; readonly leaseId: string; readonly result: JsonObject; readonly by: string; readonly now: number }
  | {
      readonly type: "fail";
      readonly leaseId: string;
      readonly error: string;
      readonly permanent: boolean;
      readonly retryBaseMs: number;
      readonly now: number;
    }
  /** Takes the lease from whoever fell silent. */
  | { readonly type: "expire"; readonly now: number }
  | { readonly type: "replay"; readonly now: number };

const maxDelayMs = 300_000;
/** After the n-th failure: the base, twice as long each time, five minutes at most. */
export const retryDelayMs = (attempt: number, baseMs: number): number => Math.min(baseMs * 2 ** Math.min(attempt - 1, 30), maxDelayMs);

const idsOf = ({ taskId, taskType, campaignId }: TaskState) => ({ taskId, taskType, campaignId });

const lost = (why: string) => refuse("failed_precondition", "LEASE_LOST", `the lease is lost: ${why}`);

/** Null = the lease is held. */
const notHeld = (state: TaskState, leaseId: string, now: number) => {
  if (state.lease?.leaseId !== leaseId)
    return lost(state.lease === null ? "the task was not handed out" : "another holds or held the task");
  if (state.status !== "claimed") return lost(`the task is ${state.status}`);
  return now > state.lease.until ? lost("it has run out") : null;
};

const failed = (state: TaskState, error: string, permanent: boolean, retryAt: number, now: number): Decision<TaskEvent> => {
  const { leaseId, workerId } = state.lease!;
  const { attempts } = state;
  const failure = { type: "task_failed", data: { ...idsOf(state), leaseId, workerId, error, attempt: attempts, retryAt } } as const;
  return permanent || attempts >= state.maxAttempts
    ? accept<TaskEvent>(failure, { type: "task_died", data: { ...idsOf(state), error, attempts, at: now } })
    : accept<TaskEvent>(failure);
};

const decide = (c: TaskCommand, state: TaskState): Decision<TaskEvent> => {
  if (c.type === "enqueue")
    return state.taskId === ""
      ? accept({ type: "task_enqueued", data: c.task })
      : refuse("already_exists", "TASK_EXISTS", `task ${c.task.taskId} exists`);
  if (state.taskId === "") return refuse("not_found", "TASK_NOT_FOUND", "no such task");
  switch (c.type) {
    case "claim":
      if (state.status !== "pending" || state.dueAt > c.now)
        return refuse("failed_precondition", "TASK_NOT_PENDING", `the task is ${state.status === "pending" ? "not due" : state.status}`);
      return accept({ type: "task_claimed", data: { ...idsOf(state), ...c.lease, attempt: state.attempts + 1, at: c.now } });
    case "heartbeat": {
      const why = notHeld(state, c.leaseId, c.now);
      const until = c.now + (c.leaseMs ?? state.lease?.leaseMs ?? 0);
      return why ?? accept({ type: "task_lease_extended", data: { ...idsOf(state), leaseId: c.leaseId, until } });
    }
    case "complete": {
      if (state.status === "completed" && state.lease?.leaseId === c.leaseId) return accept();
      const { leaseId, result, by, now } = c;
      const workerId = state.lease?.workerId ?? "";
      return (
        notHeld(state, leaseId, now) ??
        accept({ type: "task_completed", data: { ...idsOf(state), leaseId, workerId, result, by, at: now } })
      );
    }
    case "fail": {
      const retryAt = c.now + retryDelayMs(state.attempts, c.retryBaseMs);
      return notHeld(state, c.leaseId, c.now) ?? failed(state, c.error, c.permanent, retryAt, c.now);
    }
    case "expire":
      return state.status === "claimed" && c.now > state.lease!.until
        ? failed(state, `the lease of ${state.lease!.workerId} ran out`, false, c.now, c.now)
        : accept();
    case "replay":
      return state.status === "dead"
        ? accept({ type: "task_replayed", data: { ...idsOf(state), at: c.now } })
        : refuse("failed_precondition", "TASK_NOT_DEAD", `the task is ${state.status}`);
  }
};

export const taskDecider: Decider<TaskState, TaskCommand, TaskEvent> = { initialState: initialTask, decide, evolve };
