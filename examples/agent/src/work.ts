import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "@bufbuild/protobuf";
import { type MarketingClient, RpcError } from "@marketing/client";

export type Task = NonNullable<Awaited<ReturnType<MarketingClient["task"]["getTask"]>>["task"]>;

/** Does a task and gives its result. Throws Impossible where no further try would help. `signal`: the lease is lost, nobody wants it any more. */
export type Skill = (client: MarketingClient, task: Task, signal: AbortSignal) => Promise<JsonObject>;

export class Impossible extends Error {}

export interface WorkOptions {
  readonly workerId: string;
  readonly taskTypes: ReadonlyArray<string>;
  readonly leaseSeconds: number;
  /** No task is taken after it; the one in hand is finished. */
  readonly signal: AbortSignal;
  readonly say: (message: string, fields: object) => void;
}

/** Keeps the lease until `done`; aborts `lost` when somebody else has it. */
const keepLease = async ({ task: api }: MarketingClient, task: Task, seconds: number, done: AbortSignal, lost: AbortController) => {
  const { taskId, leaseId } = task;
  for (;;) {
    await sleep((seconds * 1_000) / 3, undefined, { signal: done }).catch(() => undefined);
    if (done.aborted) return;
    try {
      await api.heartbeat({ taskId, leaseId, leaseSeconds: seconds });
    } catch (error) {
      if (!(error instanceof RpcError) || error.reason !== "LEASE_LOST") continue; // away for a moment: the lease still stands
      lost.abort();
      return;
    }
  }
};

const doOne = async (client: MarketingClient, skill: Skill | undefined, task: Task, options: WorkOptions): Promise<void> => {
  const { taskId, taskType, leaseId } = task;
  const [done, lost] = [new AbortController(), new AbortController()];
  const keeping = keepLease(client, task, options.leaseSeconds, done.signal, lost);
  try {
    if (skill === undefined) throw new Impossible(`this agent cannot do ${taskType}`);
    const result = await skill(client, task, lost.signal);
    await client.task.completeTask({ taskId, leaseId, result });
    options.say("done", { taskId, taskType });
  } catch (error) {
    const { message } = error as Error;
    options.say("failed", { taskId, taskType, error: message });
    if (lost.signal.aborted || (error instanceof RpcError && error.reason === "LEASE_LOST")) return;
    const permanent = error instanceof Impossible;
    await client.task.failTask({ taskId, leaseId, error: message.slice(0, 2_000) || "failed", permanent });
  } finally {
    done.abort();
    await keeping;
  }
};

/** Takes tasks and does them, one at a time, until `signal`; goes on after every outage. */
export const work = async (client: MarketingClient, skills: Readonly<Record<string, Skill>>, options: WorkOptions): Promise<void> => {
  const { workerId, taskTypes, leaseSeconds, signal } = options;
  for (let failures = 0; !signal.aborted; ) {
    try {
      for await (const { task } of client.task.claimTasks({ taskTypes: [...taskTypes], workerId, leaseSeconds }, { signal })) {
        failures = 0;
        if (task !== undefined)
          await doOne(client, Object.hasOwn(skills, task.taskType) ? skills[task.taskType] : undefined, task, options);
        if (signal.aborted) break;
      }
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      options.say("no tasks come", { error: (error as Error).message });
    }
    await sleep(Math.min(5_000, 100 * 2 ** failures), undefined, { signal }).catch(() => undefined);
  }
};
