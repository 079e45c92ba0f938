import { ContentService } from "@marketing/protos/content/v1/content_service";
import { invalidField } from "@marketing/shared/base/errors";
import { receiptOf } from "@marketing/shared/command/receipt";
import { callerOf } from "@marketing/shared/grpc/caller";
import type { CallContext } from "@marketing/shared/grpc/context";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { commandContent, type GivenCommand } from "./commands.ts";
import { contentAnswer } from "./messages.ts";
import { version } from "./requests.ts";

const scope = "content:write";
/** To decide on what others wrote. */
const approval = "content:approve";
const request = { contentId: uuid, ...commandFields };
interface ContentRequest {
  readonly contentId: string;
  readonly requestId: string | null;
  readonly expectedVersion: number | null;
}
const rpc = ContentService.method;

/** Review, publishing and what undoes it. */
export const reviewCommandRpcs = (log: EventLog) => {
  const run = async (name: string, ctx: CallContext, r: ContentRequest, command: GivenCommand) =>
    contentAnswer(await commandContent(callerOf(log, ctx, name, r), r.contentId, command));
  return {
    submitForReview: unary(rpc.submitForReview, {
      scope,
      request,
      handle: (ctx, r) => run("SubmitForReview", ctx, r, { type: "submit", at: Date.now() }),
    }),
    approve: unary(rpc.approve, {
      scope: approval,
      request: { ...request, comment: optional(text(1_000)), version: version(0) },
      handle: (ctx, r) =>
        run("Approve", ctx, r, { type: "approve", comment: r.comment ?? "", version: r.version || null, by: ctx.actor, at: Date.now() }),
    }),
    reject: unary(rpc.reject, {
      scope: approval,
      request: { ...request, reason: text(1_000) },
      handle: (ctx, r) => run("Reject", ctx, r, { type: "reject", reason: r.reason, at: Date.now() }),
    }),
    publish: unary(rpc.publish, {
      scope,
      request,
      handle: (ctx, r) => run("Publish", ctx, r, { type: "publish", at: Date.now() }),
    }),
    schedulePublish: unary(rpc.schedulePublish, {
      scope,
      request: { ...request, scheduledFor: timestamp },
      handle: async (ctx, r) => {
        const caller = callerOf(log, ctx, "SchedulePublish", r);
        const scheduledFor = r.scheduledFor.getTime();
        // a repeat of what was accepted may come after its time
        if (scheduledFor <= Date.now() && !(await receiptOf(caller))) throw invalidField("scheduled_for", "must be in the future");
        return contentAnswer(await commandContent(caller, r.contentId, { type: "schedule", scheduledFor, at: Date.now() }));
      },
    }),
    cancelSchedule: unary(rpc.cancelSchedule, {
      scope,
      request,
      handle: (ctx, r) => run("CancelSchedule", ctx, r, { type: "cancel_schedule", at: Date.now() }),
    }),
    unpublish: unary(rpc.unpublish, {
      scope,
      request: { ...request, reason: optional(text(1_000)) },
      handle: (ctx, r) => run("Unpublish", ctx, r, { type: "unpublish", reason: r.reason ?? "", at: Date.now() }),
    }),
    archive: unary(rpc.archive, {
      scope,
      request,
      handle: (ctx, r) => run("Archive", ctx, r, { type: "archive", at: Date.now() }),
    }),
  };
};
