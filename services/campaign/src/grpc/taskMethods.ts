import { notFound } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { type Method, method, serverStream } from "@marketing/shared/grpc/method";
import { page, pageOf } from "@marketing/shared/grpc/paging";
import { readAs } from "@marketing/shared/grpc/readAs";
import {
  commandFields,
  jsonObject,
  list,
  number,
  oneOf,
  optional,
  pageFields,
  queryFields,
  text,
  timestamp,
  uuid,
} from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { Source } from "@marketing/shared/subscription/source";
import { Schema } from "effect";
import { callerOf } from "../call.ts";
import { loadCampaign } from "../campaign/campaignCommands.ts";
import { Claimer } from "../task/claim.ts";
import { taskStatuses } from "../task/task.ts";
import { commandTask, type HandledTask } from "../task/taskCommands.ts";
import { findTask, listDeadSql, listTasksSql, runTaskQuery, type TaskFilter, type TaskKey } from "../task/taskQueries.ts";
import { tasksFor } from "../task/tasksFor.ts";
import { taskView } from "../task/taskView.ts";
import { flag, leaseSeconds, object, taskType, workerId } from "./fields.ts";
import { taskMessage, taskRowMessage } from "./messages.ts";

const write = "campaign:write";
const read = "campaign:read";
const work = "task:work";
const { requestId } = commandFields;
const view = taskView.name;
const answer = (h: HandledTask) => ({ task: taskMessage(h.state, h.version), version: h.version, position: h.position });
const taskTypes = list(taskType, 20, 1);
const leaseMs = (seconds: number): number => (seconds === 0 ? 30_000 : Math.ceil(seconds * 1_000));

export const taskMethods = (log: EventLog, pool: Pool, source: Source, retryBaseMs: number): Record<string, Method> => {
  const claimer = new Claimer(log, pool);
  return {
    enqueueTask: method({
      scope: write,
      request: Schema.Struct({
        taskType,
        payload: object,
        campaignId: optional(uuid),
        dueAt: optional(timestamp),
        maxAttempts: number({ min: 0, max: 100 }),
        taskId: optional(uuid),
        requestId,
      }),
      handle: async (ctx, r) => {
        if (r.campaignId !== null && (await loadCampaign(log, ctx.tenantId, r.campaignId)).version === 0)
          throw notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
        const made = r.requestId === null ? uuidv7() : uuidv5(`task:${r.requestId}`, ctx.tenantId);
        const taskId = r.taskId ?? made;
        const now = Date.now();
        const task = {
          taskId,
          taskType: r.taskType,
          payload: r.payload,
          campaignId: r.campaignId,
          maxAttempts: r.maxAttempts === 0 ? 5 : Math.trunc(r.maxAttempts),
          dueAt: r.dueAt?.getTime() ?? now,
          createdAt: now,
        };
        return answer(await commandTask(callerOf(log, ctx, "EnqueueTask", r), taskId, { type: "enqueue", task }));
      },
    }),

    claimTask: method({
      scope: work,
      request: Schema.Struct({ taskTypes, workerId, leaseSeconds, requestId }),
      handle: async (ctx, r) => {
        const claim = { taskTypes: r.taskTypes, workerId: r.workerId, leaseMs: leaseMs(r.leaseSeconds) };
        const claimed = await claimer.claim(callerOf(log, ctx, "ClaimTask", r), claim);
        if (!claimed) return { task: null };
        return { task: taskMessage(claimed.state, claimed.version, true), version: claimed.version, position: claimed.position };
      },
    }),

    claimTasks: serverStream({
      scope: work,
      request: Schema.Struct({ taskTypes, workerId, leaseSeconds }),
      async *handle(ctx, r) {
        const caller = { log, tenantId: ctx.tenantId, appendId: undefined, expectedVersion: undefined, metadata: metadataOf(ctx) };
        const claim = { taskTypes: r.taskTypes, workerId: r.workerId, leaseMs: leaseMs(r.leaseSeconds) };
        for await (const { state, version } of tasksFor({ claimer, caller, claim, source, signal: ctx.signal }))
          yield { task: taskMessage(state, version, true) };
      },
    }),

    heartbeat: method({
      scope: work,
      request: Schema.Struct({ taskId: uuid, leaseId: uuid, leaseSeconds }),
      handle: async (ctx, r) => {
        const { state, version, position } = await commandTask(callerOf(log, ctx, "Heartbeat", { requestId: null }), r.taskId, {
          type: "heartbeat",
          leaseId: r.leaseId,
          leaseMs: r.leaseSeconds === 0 ? null : leaseMs(r.leaseSeconds),
          now: Date.now(),
        });
        return { leaseUntil: toTimestamp(new Date(state.lease!.until)), version, position };
      },
    }),

    completeTask: method({
      scope: work,
      request: Schema.Struct({ taskId: uuid, leaseId: uuid, result: jsonObject({ depth: 12, maxBytes: 262_144 }), requestId }),
      handle: async (ctx, r) => {
        const command = { type: "complete", leaseId: r.leaseId, result: r.result, now: Date.now() } as const;
        return answer(await commandTask(callerOf(log, ctx, "CompleteTask", r), r.taskId, command));
      },
    }),

    failTask: method({
      scope: work,
      request: Schema.Struct({ taskId: uuid, leaseId: uuid, error: text(2_000), permanent: flag, requestId }),
      handle: async (ctx, r) => {
        const { leaseId, error, permanent } = r;
        const command = { type: "fail", leaseId, error, permanent, retryBaseMs, now: Date.now() } as const;
        return answer(await commandTask(callerOf(log, ctx, "FailTask", r), r.taskId, command));
      },
    }),

    getTask: method({
      scope: read,
      request: Schema.Struct({ taskId: uuid, ...queryFields }),
      handle: (ctx, r) =>
        readAs(pool, ctx, view, r.minPosition, async (client) => {
          const row = await findTask(client, ctx.tenantId, r.taskId);
          if (!row) throw notFound("TASK_NOT_FOUND", "no such task");
          return { task: taskRowMessage(row) };
        }),
    }),

    listTasks: method({
      scope: read,
      request: Schema.Struct({
        taskType: optional(taskType),
        status: optional(oneOf("TASK_STATUS", ["unspecified", ...taskStatuses])),
        campaignId: optional(uuid),
        ...pageFields,
        ...queryFields,
      }),
      handle: (ctx, r) => {
        const status = r.status === "unspecified" ? null : r.status;
        const filter: TaskFilter = { taskType: r.taskType, status, campaignId: r.campaignId };
        const asked = { rpc: "ListTasks", tenantId: ctx.tenantId, ...filter };
        const p = page(r, asked);
        return readAs(pool, ctx, view, r.minPosition, async (client) => {
          const rows = await runTaskQuery(client, listTasksSql(ctx.tenantId, filter, p.after as TaskKey | null, p.limit + 1));
          const { rows: tasks, nextPageToken } = pageOf(rows, p, asked, (row) => [row.created_at.toISOString(), row.task_id]);
          return { tasks: tasks.map(taskRowMessage), nextPageToken };
        });
      },
    }),

    listDeadTasks: method({
      scope: read,
      request: Schema.Struct({ taskType: optional(taskType), ...pageFields, ...queryFields }),
      handle: (ctx, r) => {
        const asked = { rpc: "ListDeadTasks", tenantId: ctx.tenantId, taskType: r.taskType };
        const p = page(r, asked);
        return readAs(pool, ctx, view, r.minPosition, async (client) => {
          const rows = await runTaskQuery(client, listDeadSql(ctx.tenantId, r.taskType, p.after as TaskKey | null, p.limit + 1));
          const { rows: tasks, nextPageToken } = pageOf(rows, p, asked, (row) => [row.finished_at!.toISOString(), row.task_id]);
          return { tasks: tasks.map(taskRowMessage), nextPageToken };
        });
      },
    }),

    replayTask: method({
      scope: write,
      request: Schema.Struct({ taskId: uuid, requestId }),
      handle: async (ctx, r) =>
        answer(await commandTask(callerOf(log, ctx, "ReplayTask", r), r.taskId, { type: "replay", now: Date.now() })),
    }),
  };
};
