import { TaskService } from "@marketing/protos/campaign/v1/task_service";
import { notFound } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { boolean, commandFields, jsonObject, number, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { loadCampaign } from "../campaign/commands.ts";
import { object } from "../fields.ts";
import { commandTask, type HandledTask } from "./commands.ts";
import { taskMessage } from "./messages.ts";
import { leaseMs, leaseSeconds, taskType } from "./requests.ts";

const manage = "campaign:write";
const work = "task:work";
const { requestId } = commandFields;
const rpc = TaskService.method;
const answer = ({ state, version, position }: HandledTask) => ({ task: taskMessage(state, version), version, position });

/** `retryBaseMs`: until a task that failed for the first time is handed out again. */
export const taskCommandRpcs = (log: EventLog, retryBaseMs: number) => ({
  enqueueTask: unary(rpc.enqueueTask, {
    scope: manage,
    request: {
      taskType,
      payload: object,
      campaignId: optional(uuid),
      dueAt: optional(timestamp),
      maxAttempts: number({ min: 0, max: 100 }),
      taskId: optional(uuid),
      requestId,
    },
    handle: async (ctx, r) => {
      if (r.campaignId !== null && (await loadCampaign(log, ctx.tenantId, r.campaignId)).version === 0)
        throw notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
      const taskId = r.taskId ?? (r.requestId === null ? uuidv7() : uuidv5(`task:${r.requestId}`, ctx.tenantId));
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

  heartbeat: unary(rpc.heartbeat, {
    scope: work,
    request: { taskId: uuid, leaseId: uuid, leaseSeconds },
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

  completeTask: unary(rpc.completeTask, {
    scope: work,
    request: { taskId: uuid, leaseId: uuid, result: jsonObject({ depth: 12, maxBytes: 262_144 }), requestId },
    handle: async (ctx, r) => {
      const command = { type: "complete", leaseId: r.leaseId, result: r.result, by: ctx.actor, now: Date.now() } as const;
      return answer(await commandTask(callerOf(log, ctx, "CompleteTask", r), r.taskId, command));
    },
  }),

  failTask: unary(rpc.failTask, {
    scope: work,
    request: { taskId: uuid, leaseId: uuid, error: text(2_000), permanent: boolean, requestId },
    handle: async (ctx, r) => {
      const { leaseId, error, permanent } = r;
      const command = { type: "fail", leaseId, error, permanent, retryBaseMs, now: Date.now() } as const;
      return answer(await commandTask(callerOf(log, ctx, "FailTask", r), r.taskId, command));
    },
  }),

  replayTask: unary(rpc.replayTask, {
    scope: manage,
    request: { taskId: uuid, requestId },
    handle: async (ctx, r) => answer(await commandTask(callerOf(log, ctx, "ReplayTask", r), r.taskId, { type: "replay", now: Date.now() })),
  }),
});
