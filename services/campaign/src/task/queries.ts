import type { PoolClient } from "pg";
import type { TaskRow } from "./rows.ts";
import type { TaskStatus } from "./state.ts";

export const findTask = async (client: PoolClient, tenantId: string, taskId: string): Promise<TaskRow | null> =>
  (
    await client.query<TaskRow>({
      name: "find_task",
      text: "SELECT * FROM agent_tasks WHERE tenant_id = $1 AND task_id = $2",
      values: [tenantId, taskId],
    })
  ).rows[0] ?? null;

export interface TaskFilter {
  readonly taskType: string | null;
  readonly status: TaskStatus | null;
  readonly campaignId: string | null;
}
export type TaskKey = readonly [at: string, taskId: string];

/** Newest first. Exported for the plan tests. */
export const listTasksSql = (tenantId: string, f: TaskFilter, after: TaskKey | null, limit: number) => {
  const values: unknown[] = [tenantId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ["tenant_id = $1"];
  if (f.taskType !== null) where.push(`task_type = ${bind(f.taskType)}`);
  if (f.status !== null) where.push(`status = ${bind(f.status)}`);
  if (f.campaignId !== null) where.push(`campaign_id = ${bind(f.campaignId)}`);
  if (after) {
    const at = bind(after[0]);
    where.push(`created_at <= ${at}::timestamptz AND (created_at < ${at}::timestamptz OR task_id > ${bind(after[1])}::uuid)`);
  }
  return { text: `SELECT * FROM agent_tasks WHERE ${where.join(" AND ")} ORDER BY created_at DESC, task_id LIMIT ${bind(limit)}`, values };
};

/** The longest dead first. Exported for the plan tests. */
export const listDeadSql = (tenantId: string, taskType: string | null, after: TaskKey | null, limit: number) => {
  const values: unknown[] = [tenantId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ["tenant_id = $1", "status = 'dead'"];
  if (taskType !== null) where.push(`task_type = ${bind(taskType)}`);
  if (after) {
    const at = bind(after[0]);
    where.push(`finished_at >= ${at}::timestamptz AND (finished_at > ${at}::timestamptz OR task_id > ${bind(after[1])}::uuid)`);
  }
  return { text: `SELECT * FROM agent_tasks WHERE ${where.join(" AND ")} ORDER BY finished_at, task_id LIMIT ${bind(limit)}`, values };
};

export const runTaskQuery = async (client: PoolClient, query: { text: string; values: unknown[] }): Promise<TaskRow[]> =>
  (await client.query<TaskRow>(query)).rows;
