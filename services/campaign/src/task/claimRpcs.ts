import { TaskService } from "@marketing/protos/campaign/v1/task_service";
import { callerOf } from "@marketing/shared/grpc/caller";
import { serverStream, unary } from "@marketing/shared/grpc/rpc";
import { commandFields } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import type { Source } from "@marketing/shared/subscription/source";
import { type Claim, Claimer } from "./claimer.ts";
import { taskMessage } from "./messages.ts";
import { claimFields, leaseMs } from "./requests.ts";
import { tasksFor } from "./tasksFor.ts";

const scope = "task:work";
const rpc = TaskService.method;

const claimOf = (r: { readonly taskTypes: ReadonlyArray<string>; readonly workerId: string; readonly leaseSeconds: number }): Claim => ({
  taskTypes: r.taskTypes,
  workerId: r.workerId,
  leaseMs: leaseMs(r.leaseSeconds),
});

/** How workers get tasks: one at a call, or one after the other as they come. */
export const claimRpcs = (log: EventLog, pool: Pool, source: Pick<Source, "onWake">) => {
  const claimer = new Claimer(log, pool);
  return {
    claimTask: unary(rpc.claimTask, {
      scope,
      request: { ...claimFields, requestId: commandFields.requestId },
      handle: async (ctx, r) => {
        const claimed = await claimer.claim(callerOf(log, ctx, "ClaimTask", r), claimOf(r));
        if (!claimed) return { task: null, version: 0, position: 0 };
        const { state, version, position } = claimed;
        return { task: taskMessage(state, version, true), version, position };
      },
    }),

    claimTasks: serverStream(rpc.claimTasks, {
      scope,
      request: claimFields,
      async *handle(ctx, r) {
        const caller = callerOf(log, ctx, "ClaimTasks", { requestId: null });
        for await (const { state, version } of tasksFor({ claimer, caller, claim: claimOf(r), source, signal: ctx.signal }))
          yield { task: taskMessage(state, version, true) };
      },
    }),
  };
};
