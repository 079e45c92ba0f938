import { type Ageing, ageing } from "@marketing/shared/subscription/ageing";
import { foldedView } from "@marketing/shared/subscription/folded";
import { taskEvents } from "./events.ts";
import { type TaskRow, taskOf, taskTable } from "./rows.ts";
import { evolve, initialTask } from "./state.ts";

const load = `SELECT a.* FROM agent_tasks a JOIN unnest($1::uuid[], $2::uuid[]) AS k (tenant_id, task_id)
  ON a.tenant_id = k.tenant_id AND a.task_id = k.task_id`;

/** When a task is old that was completed, after which nothing happens to it. */
export const taskAge: Ageing = { table: "agent_tasks", olderThan: "status = 'completed' AND finished_at < $1" };

const table = foldedView({
  name: "agent_tasks",
  version: 1,
  tables: ["agent_tasks"],
  events: taskEvents,
  idOf: (event) => event.data.taskId,
  load: async (client, keys) => {
    const values = [keys.map((k) => k.tenantId), keys.map((k) => k.id)];
    const { rows } = await client.query<TaskRow>({ name: "load_tasks", text: load, values });
    return rows.map((r) => ({ tenantId: r.tenant_id, id: r.task_id, state: taskOf(r), version: r.version }));
  },
  initial: () => initialTask,
  evolve,
  write: (client, rows) => taskTable.upsert(client, rows),
});

/** Table `agent_tasks`. */
export const taskView = ageing(table, taskAge);
