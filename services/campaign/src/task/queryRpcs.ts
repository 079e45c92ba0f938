import { TaskService, TaskStatusSchema } from "@marketing/protos/campaign/v1/task_service";
import { notFound } from "@marketing/shared/base/errors";
import { columns, page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import { unary } from "@marketing/shared/grpc/rpc";
import { optional, optionalEnumOf, pageFields, queryFields, uuid } from "@marketing/shared/grpc/schema";
import type { Pool } from "@marketing/shared/postgres/pool";
import { taskRowMessage } from "./messages.ts";
import { findTask, listDeadSql, listTasksSql, runTaskQuery, type TaskFilter } from "./queries.ts";
import { taskType } from "./requests.ts";
import { taskStatuses } from "./state.ts";
import { taskView } from "./view.ts";

const scope = "campaign:read";
const rpc = TaskService.method;

export const taskQueryRpcs = (pool: Pool) => ({
  getTask: unary(rpc.getTask, {
    scope,
    request: { taskId: uuid, ...queryFields },
    handle: (ctx, r) =>
      readAs(pool, ctx, taskView, r.minPosition, async (client) => {
        const row = await findTask(client, ctx.tenantId, r.taskId);
        if (!row) throw notFound("TASK_NOT_FOUND", "no such task");
        return { task: taskRowMessage(row) };
      }),
  }),

  listTasks: unary(rpc.listTasks, {
    scope,
    request: {
      taskType: optional(taskType),
      status: optionalEnumOf(TaskStatusSchema, taskStatuses),
      campaignId: optional(uuid),
      ...pageFields,
      ...queryFields,
    },
    handle: (ctx, r) => {
      const filter: TaskFilter = { taskType: r.taskType, status: r.status, campaignId: r.campaignId };
      const query = { rpc: "ListTasks", tenantId: ctx.tenantId, ...filter };
      const p = page(ctx, r, query, [columns.time, columns.uuid]);
      return readAs(pool, ctx, taskView, r.minPosition, async (client) => {
        const rows = await runTaskQuery(client, listTasksSql(ctx.tenantId, filter, p.after, p.limit + 1));
        const { messages: tasks, nextPageToken } = pageOf(
          rows,
          p,
          query,
          (row) => [row.created_at.toISOString(), row.task_id],
          taskRowMessage,
        );
        return { tasks, nextPageToken };
      });
    },
  }),

  listDeadTasks: unary(rpc.listDeadTasks, {
    scope,
    request: { taskType: optional(taskType), ...pageFields, ...queryFields },
    handle: (ctx, r) => {
      const query = { rpc: "ListDeadTasks", tenantId: ctx.tenantId, taskType: r.taskType };
      const p = page(ctx, r, query, [columns.time, columns.uuid]);
      return readAs(pool, ctx, taskView, r.minPosition, async (client) => {
        const rows = await runTaskQuery(client, listDeadSql(ctx.tenantId, r.taskType, p.after, p.limit + 1));
        const { messages: tasks, nextPageToken } = pageOf(
          rows,
          p,
          query,
          (row) => [row.finished_at!.toISOString(), row.task_id],
          taskRowMessage,
        );
        return { tasks, nextPageToken };
      });
    },
  }),
});
