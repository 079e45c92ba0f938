import type { Decider, Rejection } from "@marketing/shared/base/decider";
import type { JsonObject } from "@marketing/shared/base/json";
import type { Result } from "effect";
import { accept, refuse } from "../refuse.ts";

export const taskStatuses = ["pending", "claimed", "completed", "dead"] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** Times in ms since 1970. */
export interface Enqueued {
  readonly taskId: string;
  readonly taskType: string;
  readonly payload: JsonObject;
  readonly campaignId: string | null;
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

export interface TaskState extends Enqueued {
  readonly status: TaskStatus;
  readonly attempts: number;
  /** Who has it, or had it last. */
  readonly lease: Lease | null;
  readonly error: string | null;
  readonly result: JsonObject | null;
  readonly finishedAt: number | null;
}

type About = Pick<Enqueued, "taskId" | "taskType" | "campaignId">;

/** Stream `agent_task-<id>`. */
export type TaskEvent =
  | { readonly type: "task_enqueued"; readonly data: Enqueued }
  | { readonly type: "task_claimed"; readonly data: About & Lease & { readonly attempt: number; readonly at: number } }
  | { readonly type: "task_lease_extended"; readonly data: About & { readonly leaseId: string; readonly until: number } }
  | {
      readonly type: "task_completed";
      readonly data: About & { readonly leaseId: string; readonly workerId: string; readonly result: JsonObject; readonly at: number };
    }
  | {
      readonly type: "task_failed";
      readonly data: About & {
        readonly leaseId: string;
        readonly workerId: string;
        readonly error: string;
        readonly attempt: number;
        readonly retryAt: number;
      };
    }
  | { readonly type: "task_died"; readonly data: About & { readonly error: string; readonly attempts: number; readonly at: number } }
  | { readonly type: "task_replayed"; readonly data: About & { readonly at: number } };

export type TaskCommand =
  | { readonly type: "enqueue"; readonly task: Enqueued }
  | { readonly type: "claim"; readonly lease: Lease; readonly now: number }
  | { readonly type: "heartbeat"; readonly leaseId: string; readonly leaseMs: number | null; readonly now: number }
  | { readonly type: "complete"; readonly leaseId: string; readonly result: JsonObject; readonly now: number }
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

export const taskStream = (taskId: string): string => `agent_task-${taskId}`;

const maxDelayMs = 300_000;
/** After the n-th failure: the base, twice as long each time, five minutes at most. */
export const retryDelayMs = (attempt: number, baseMs: number): number => Math.min(baseMs * 2 ** Math.min(attempt - 1, 30), maxDelayMs);

type Decision = Result.Result<ReadonlyArray<TaskEvent>, Rejection>;
const about = ({ taskId, taskType, campaignId }: TaskState): About => ({ taskId, taskType, campaignId });

const lost = (why: string) => refuse("failed_precondition", "LEASE_LOST", `the lease is lost: ${why}`);

/** Null = the lease is held. */
const notHeld = (state: TaskState, leaseId: string, now: number) => {
  if (state.lease?.leaseId !== leaseId)
    return lost(state.lease === null ? "the task was not handed out" : "another holds or held the task");
  if (state.status !== "claimed") return lost(`the task is ${state.status}`);
  return now > state.lease.until ? lost("it has run out") : null;
};

const failed = (state: TaskState, error: string, permanent: boolean, retryAt: number, now: number): Decision => {
  const { leaseId, workerId } = state.lease!;
  const { attempts } = state;
  const failure = { type: "task_failed", data: { ...about(state), leaseId, workerId, error, attempt: attempts, retryAt } } as const;
  return permanent || attempts >= state.maxAttempts
    ? accept<TaskEvent>(failure, { type: "task_died", data: { ...about(state), error, attempts, at: now } })
    : accept<TaskEvent>(failure);
};

const decide = (c: TaskCommand, state: TaskState): Decision => {
  if (c.type === "enqueue")
    return state.taskId === ""
      ? accept({ type: "task_enqueued", data: c.task })
      : refuse("already_exists", "TASK_EXISTS", `task ${c.task.taskId} exists`);
  if (state.taskId === "") return refuse("not_found", "TASK_NOT_FOUND", "no such task");
  switch (c.type) {
    case "claim":
      if (state.status !== "pending" || state.dueAt > c.now)
        return refuse("failed_precondition", "TASK_NOT_PENDING", `the task is ${state.status === "pending" ? "not due" : state.status}`);
      return accept({ type: "task_claimed", data: { ...about(state), ...c.lease, attempt: state.attempts + 1, at: c.now } });
    case "heartbeat": {
      const why = notHeld(state, c.leaseId, c.now);
      const until = c.now + (c.leaseMs ?? state.lease?.leaseMs ?? 0);
      return why ?? accept({ type: "task_lease_extended", data: { ...about(state), leaseId: c.leaseId, until } });
    }
    case "complete": {
      if (state.status === "completed" && state.lease?.leaseId === c.leaseId) return accept();
      const { leaseId, result, now } = c;
      const workerId = state.lease?.workerId ?? "";
      return (
        notHeld(state, leaseId, now) ?? accept({ type: "task_completed", data: { ...about(state), leaseId, workerId, result, at: now } })
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
        ? accept({ type: "task_replayed", data: { ...about(state), at: c.now } })
        : refuse("failed_precondition", "TASK_NOT_DEAD", `the task is ${state.status}`);
  }
};

const evolve = (state: TaskState, { type, data }: TaskEvent): TaskState => {
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

export const taskDecider: Decider<TaskState, TaskCommand, TaskEvent> = {
  initialState: {
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
  },
  decide,
  evolve,
};
