import { invalidField, notFound } from "@marketing/shared/base/errors";
import type { CallContext } from "@marketing/shared/grpc/context";
import { type Method, method } from "@marketing/shared/grpc/method";
import { commandFields, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { Schema } from "effect";
import { loadContent, runContentCommand, type Unlooked } from "../content/contentCommands.ts";
import { loadPolicies } from "../policy/policyCommands.ts";
import { callerOf } from "./caller.ts";
import { answer } from "./messages.ts";

const scope = "content:write";
const plain = { contentId: uuid, ...commandFields };
type Asked = { readonly contentId: string; readonly requestId: string | null; readonly expectedVersion: number | null };

/** Whether the tenant's policy asks for approval of this content. */
const approvalRequired = async (log: EventLog, tenantId: string, contentId: string): Promise<boolean> => {
  const [{ state }, { policies }] = await Promise.all([loadContent(log, tenantId, contentId), loadPolicies(log, tenantId)]);
  if (state.standing === null) throw notFound("CONTENT_NOT_FOUND", "no such content");
  return policies[state.standing.contentType];
};

export const reviewMethods = (log: EventLog): Record<string, Method> => {
  const run = async (rpc: string, ctx: CallContext, r: Asked, command: Unlooked) =>
    answer(await runContentCommand(callerOf(log, ctx, rpc, r), r.contentId, command));
  return {
    submitForReview: method({
      scope,
      request: Schema.Struct(plain),
      handle: (ctx, r) => run("SubmitForReview", ctx, r, { type: "submit", at: Date.now() }),
    }),
    approve: method({
      scope,
      request: Schema.Struct({ ...plain, comment: optional(text(1_000)) }),
      handle: (ctx, r) => run("Approve", ctx, r, { type: "approve", comment: r.comment ?? "", at: Date.now() }),
    }),
    reject: method({
      scope,
      request: Schema.Struct({ ...plain, reason: text(1_000) }),
      handle: (ctx, r) => run("Reject", ctx, r, { type: "reject", reason: r.reason, at: Date.now() }),
    }),
    publish: method({
      scope,
      request: Schema.Struct(plain),
      handle: async (ctx, r) => {
        const required = await approvalRequired(log, ctx.tenantId, r.contentId);
        return run("Publish", ctx, r, { type: "publish", approvalRequired: required, at: Date.now() });
      },
    }),
    schedulePublish: method({
      scope,
      request: Schema.Struct({ ...plain, scheduledFor: timestamp }),
      handle: async (ctx, r) => {
        const required = await approvalRequired(log, ctx.tenantId, r.contentId);
        const caller = callerOf(log, ctx, "SchedulePublish", r);
        // a repeat of what was accepted may come after its time
        if (r.scheduledFor.getTime() <= Date.now() && !(caller.appendId && (await log.findReceipt(ctx.tenantId, caller.appendId))))
          throw invalidField("scheduled_for", "must be in the future");
        const command = { type: "schedule", scheduledFor: r.scheduledFor.getTime(), approvalRequired: required, at: Date.now() } as const;
        return answer(await runContentCommand(caller, r.contentId, command));
      },
    }),
    cancelSchedule: method({
      scope,
      request: Schema.Struct(plain),
      handle: (ctx, r) => run("CancelSchedule", ctx, r, { type: "cancel_schedule", at: Date.now() }),
    }),
    unpublish: method({
      scope,
      request: Schema.Struct({ ...plain, reason: optional(text(1_000)) }),
      handle: (ctx, r) => run("Unpublish", ctx, r, { type: "unpublish", reason: r.reason ?? "", at: Date.now() }),
    }),
    archive: method({
      scope,
      request: Schema.Struct(plain),
      handle: (ctx, r) => run("Archive", ctx, r, { type: "archive", at: Date.now() }),
    }),
  };
};
