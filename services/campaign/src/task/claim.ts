import { AppendError } from "@marketing/shared/base/appendError";
import { RpcError } from "@marketing/shared/base/errors";
import { uuidv7 } from "@marketing/shared/base/ids";
import type { JsonValue } from "@marketing/shared/base/json";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import type { Caller } from "../call.ts";
import { slotFor } from "./slots.ts";
import { type Lease, type TaskState, taskStream } from "./task.ts";
import { commandTask, loadTask } from "./taskCommands.ts";

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

const rememberMs = 60_000;
const isNotPending = (error: unknown): boolean => error instanceof RpcError && error.reason === "TASK_NOT_PENDING";

/**
 * Hands out tasks. The table says which are due; the task's own stream says who has it: the claim is appended at the version it was decided
 * on, so of any number of rivals, in however many processes, one gets it and the others go on to the next. What this process handed out it
 * remembers by version, so that it does not try again while the table is a moment behind.
 */
export class Claimer {
  readonly #log: EventLog;
  readonly #pool: Pool;
  /** By tenant and task: up to which version of the task not to ask again. */
  readonly #known = new Map<string, { version: number; at: number }>();

  constructor(log: EventLog, pool: Pool) {
    this.#log = log;
    this.#pool = pool;
  }

  /** Null = nothing is due. */
  async claim(caller: Caller, claim: Claim): Promise<ClaimedTask | null> {
    if (caller.appendId !== undefined) {
      const before = await this.#claimedBefore(caller.tenantId, caller.appendId);
      if (before) return before;
    }
    const full = new Set<string>();
    for (let round = 0; round < 100; round++) {
      const candidates = await this.#due(caller.tenantId, claim.taskTypes, [...full]);
      const free = candidates.rows.find((c) => !this.#isKnown(caller.tenantId, c.task_id, c.version));
      if (!free) return null;
      const key = `${caller.tenantId}${free.task_id}`;
      this.#remember(key, Number.POSITIVE_INFINITY);
      try {
        const now = Date.now();
        const slot = await slotFor(this.#log, this.#pool, caller.tenantId, free.campaign_id, free.task_limit, now);
        if (slot === null) {
          full.add(free.campaign_id!);
          this.#remember(key, 0);
          continue;
        }
        const lease: Lease = { leaseId: uuidv7(), workerId: claim.workerId, until: now + claim.leaseMs, leaseMs: claim.leaseMs };
        const alone = { ...caller, expectedVersion: undefined };
        const { state, version, position } = await commandTask(alone, free.task_id, { type: "claim", lease, now }, slot);
        this.#remember(key, version);
        return { state, version, position };
      } catch (error) {
        // another has the task, or another took the campaign's slot meanwhile and the task is still to be had
        const taken = (error instanceof AppendError && error.streamId === taskStream(free.task_id)) || isNotPending(error);
        this.#remember(key, taken ? free.version : 0);
        if (!taken && !(error instanceof AppendError)) throw error;
      }
    }
    return null;
  }

  #due(tenantId: string, taskTypes: ReadonlyArray<string>, full: ReadonlyArray<string>) {
    const limit = Math.min(10 + this.#known.size, 1_000);
    return withTenant(this.#pool, tenantId, (client) =>
      client.query<DueTask>({
        name: "due_tasks",
        text: dueTasksSql,
        values: [tenantId, [...new Set(taskTypes)], new Date(), limit, full],
      }),
    );
  }

  #isKnown(tenantId: string, taskId: string, version: number): boolean {
    return version <= (this.#known.get(`${tenantId}${taskId}`)?.version ?? 0);
  }

  #remember(key: string, version: number): void {
    const now = Date.now();
    this.#known.delete(key);
    this.#known.set(key, { version, at: now });
    for (const [old, { at }] of this.#known) {
      if (now - at < rememberMs) break;
      this.#known.delete(old);
    }
  }

  /** The first result of a repeated request: what its append claimed. */
  async #claimedBefore(tenantId: string, appendId: string): Promise<ClaimedTask | null> {
    const receipt = await this.#log.findReceipt(tenantId, appendId);
    if (!receipt) return null;
    const { events } = await this.#log.readAll(receipt.position - 1, 1, { tenantId });
    const event = events[0];
    if (event?.type !== "task_claimed") return null;
    const { state } = await loadTask(this.#log, tenantId, event.data.taskId);
    return { state, version: event.version, position: receipt.position };
  }
}
