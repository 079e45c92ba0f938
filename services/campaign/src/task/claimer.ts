import { AppendError } from "@marketing/shared/base/appendError";
import { RpcError } from "@marketing/shared/base/errors";
import { uuidv7 } from "@marketing/shared/base/ids";
import type { JsonValue } from "@marketing/shared/base/json";
import { streamIdOf } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { receiptOf } from "@marketing/shared/command/receipt";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { claimTask, loadTask, task } from "./commands.ts";
import type { Lease, TaskEvent } from "./events.ts";
import { slotFor } from "./slots.ts";
import type { TaskState } from "./state.ts";

export interface Claim {
  /** Not empty. */
  readonly taskTypes: ReadonlyArray<string>;
  readonly workerId: string;
  readonly leaseMs: number;
}
export interface ClaimedTask {
  readonly state: TaskState;
  readonly version: number;
  readonly position: number;
}

/** Due tasks, the longest due first. Each type reads its own stretch of the index. */
export const dueTasksSql = `SELECT d.task_id, d.version, d.campaign_id, c.config->'task_limit' AS task_limit
  FROM unnest($2::text[]) AS t (task_type), LATERAL (
    SELECT a.task_id, a.version, a.due_at, a.campaign_id FROM agent_tasks a
     WHERE a.tenant_id = $1 AND a.task_type = t.task_type AND a.status = 'pending' AND a.due_at <= $3
       AND (a.campaign_id IS NULL OR a.campaign_id <> ALL ($5::uuid[]))
     ORDER BY a.due_at, a.task_id LIMIT $4) d
  LEFT JOIN campaigns c ON c.tenant_id = $1 AND c.campaign_id = d.campaign_id
  ORDER BY d.due_at, d.task_id LIMIT $4`;

interface DueTask {
  readonly task_id: string;
  readonly version: number;
  readonly campaign_id: string | null;
  readonly task_limit: JsonValue | null;
}

const keepMs = 60_000;
const isNotPending = (error: unknown): boolean => error instanceof RpcError && error.reason === "TASK_NOT_PENDING";

/**
 * Hands out tasks. The table says which are due; the task's own stream says who has it: the claim is appended at the version it was decided
 * on, so of any number of rivals, in however many processes, one gets it and the others go on to the next. What this process has handed out it
 * knows by version, so that it does not try again while the table is a moment behind. No command loop: a rival's success is no reason to decide
 * again, but to look for another task.
 */
export class Claimer {
  readonly #log: EventLog;
  readonly #pool: Pool;
  /** By tenant and task: up to which version of the task it is not to be had, and since when that is known. */
  readonly #skipped = new Map<string, { version: number; at: number }>();

  constructor(log: EventLog, pool: Pool) {
    this.#log = log;
    this.#pool = pool;
  }

  /** Null = nothing is due. */
  async claim(caller: Caller, claim: Claim): Promise<ClaimedTask | null> {
    const before = await this.#claimedBefore(caller);
    if (before) return before;
    const full = new Set<string>();
    for (let round = 0; round < 100; round++) {
      caller.signal?.throwIfAborted();
      const candidates = await this.#due(caller.tenantId, claim.taskTypes, [...full]);
      const free = candidates.rows.find((c) => !this.#isSkipped(caller.tenantId, c.task_id, c.version));
      if (!free) return null;
      const key = `${caller.tenantId}${free.task_id}`;
      this.#skipUpTo(key, Number.POSITIVE_INFINITY);
      try {
        const now = Date.now();
        const slot = await slotFor(this.#log, this.#pool, caller.tenantId, free.campaign_id, free.task_limit, now);
        if (slot === null) {
          full.add(free.campaign_id!);
          this.#skipUpTo(key, 0);
          continue;
        }
        const lease: Lease = { leaseId: uuidv7(), workerId: claim.workerId, until: now + claim.leaseMs, leaseMs: claim.leaseMs };
        const { state, version, position } = await claimTask(caller, free.task_id, { lease, now, slot });
        this.#skipUpTo(key, version);
        return { state, version, position };
      } catch (error) {
        // another has the task, or another took the campaign's slot meanwhile and the task is still to be had
        const taken = (error instanceof AppendError && error.streamId === streamIdOf(task, free.task_id)) || isNotPending(error);
        this.#skipUpTo(key, taken ? free.version : 0);
        if (!taken && !(error instanceof AppendError)) throw error;
      }
    }
    return null;
  }

  #due(tenantId: string, taskTypes: ReadonlyArray<string>, full: ReadonlyArray<string>) {
    const limit = Math.min(10 + this.#skipped.size, 1_000);
    return withTenant(this.#pool, tenantId, (client) =>
      client.query<DueTask>({
        name: "due_tasks",
        text: dueTasksSql,
        values: [tenantId, [...new Set(taskTypes)], new Date(), limit, full],
      }),
    );
  }

  #isSkipped(tenantId: string, taskId: string, version: number): boolean {
    return version <= (this.#skipped.get(`${tenantId}${taskId}`)?.version ?? 0);
  }

  #skipUpTo(key: string, version: number): void {
    const now = Date.now();
    this.#skipped.delete(key);
    this.#skipped.set(key, { version, at: now });
    for (const [old, { at }] of this.#skipped) {
      if (now - at < keepMs) break;
      this.#skipped.delete(old);
    }
  }

  /** The first result of a repeated request: what its append claimed. */
  async #claimedBefore(caller: Caller): Promise<ClaimedTask | null> {
    const { tenantId } = caller;
    const receipt = await receiptOf(caller);
    if (!receipt) return null;
    const { events } = await this.#log.readAll(receipt.position - 1, 1, { tenantId });
    const event = events[0] as Recorded<TaskEvent> | undefined;
    if (event?.type !== "task_claimed") return null;
    const { state } = await loadTask(this.#log, tenantId, event.data.taskId);
    return { state, version: event.version, position: receipt.position };
  }
}
