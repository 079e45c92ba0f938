import type { PostgresView } from "@marketing/shared/subscription/view";
import { type TaskEvent, type TaskState, taskDecider } from "./task.ts";
import { type TaskRow, taskOf } from "./taskRow.ts";

const load = `SELECT a.* FROM agent_tasks a JOIN unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, task_id)
  ON a.tenant_id = k.tenant_id AND a.task_id = k.task_id`;
const upsert = `INSERT INTO agent_tasks (tenant_id, task_id, task_type, status, payload, campaign_id, attempts, max_attempts, created_at, due_at, worker_id, lease_id,
    lease_until, lease_ms, error, result, finished_at, version)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::uuid[], $7::int[], $8::int[], $9::timestamptz[], $10::timestamptz[],
    $11::text[], $12::uuid[], $13::timestamptz[], $14::int[], $15::text[], $16::jsonb[], $17::timestamptz[], $18::bigint[])
  ON CONFLICT (tenant_id, task_id) DO UPDATE SET status = excluded.status, attempts = excluded.attempts, due_at = excluded.due_at, worker_id = excluded.worker_id,
    lease_id = excluded.lease_id, lease_until = excluded.lease_until, lease_ms = excluded.lease_ms, error = excluded.error, result = excluded.result,
    finished_at = excluded.finished_at, version = excluded.version`;

const iso = (ms: number | null | undefined): string | null => (ms === null || ms === undefined ? null : new Date(ms).toISOString());

/** Table `agent_tasks`. */
export const taskView: PostgresView = {
  kind: "postgres",
  name: "agent_tasks",
  version: 1,
  tables: ["agent_tasks"],
  types: new Set<string>([
    "task_enqueued",
    "task_claimed",
    "task_lease_extended",
    "task_completed",
    "task_failed",
    "task_died",
    "task_replayed",
  ] satisfies TaskEvent["type"][]),
  async apply(client, events) {
    const rows = new Map<string, { readonly tenantId: string; state: TaskState; version: number }>();
    const keyed = events.map((e) => [`${e.tenantId}${e.data.taskId}`, e] as const);
    const wanted = [...new Map(keyed).values()];
    const { rows: stored } = await client.query<TaskRow>({
      name: "load_tasks",
      text: load,
      values: [wanted.map((e) => e.tenantId), wanted.map((e) => e.data.taskId)],
    });
    for (const r of stored) rows.set(`${r.tenant_id}${r.task_id}`, { tenantId: r.tenant_id, state: taskOf(r), version: r.version });
    for (const [key, e] of keyed) {
      const row = rows.get(key) ?? { tenantId: e.tenantId, state: taskDecider.initialState, version: 0 };
      row.state = taskDecider.evolve(row.state, e as unknown as TaskEvent);
      row.version = e.version;
      rows.set(key, row);
    }
    const all = [...rows.values()];
    const of = <A>(read: (s: TaskState) => A): A[] => all.map((r) => read(r.state));
    await client.query({
      name: "upsert_tasks",
      text: upsert,
      values: [
        all.map((r) => r.tenantId),
        of((s) => s.taskId),
        of((s) => s.taskType),
        of((s) => s.status),
        of((s) => JSON.stringify(s.payload)),
        of((s) => s.campaignId),
        of((s) => s.attempts),
        of((s) => s.maxAttempts),
        of((s) => iso(s.createdAt)),
        of((s) => iso(s.dueAt)),
        of((s) => s.lease?.workerId ?? null),
        of((s) => s.lease?.leaseId ?? null),
        of((s) => iso(s.lease?.until)),
        of((s) => s.lease?.leaseMs ?? null),
        of((s) => s.error),
        of((s) => (s.result === null ? null : JSON.stringify(s.result))),
        of((s) => iso(s.finishedAt)),
        all.map((r) => r.version),
      ],
    });
  },
};
