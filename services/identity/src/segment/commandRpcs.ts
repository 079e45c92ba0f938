import { SegmentService } from "@marketing/protos/identity/v1/segment_service";
import { userIdOf } from "@marketing/protos/ids";
import { failedPrecondition } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import type { Handled } from "@marketing/shared/command/execute";
import { callerOf } from "@marketing/shared/grpc/caller";
import type { CallContext } from "@marketing/shared/grpc/context";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, number, optional, optionalKeepingEmpty, text } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { personId, segmentName, segmentReference } from "../grpc/fields.ts";
import { ruleField, ruleViolations } from "../grpc/ruleField.ts";
import { storedRule } from "../rule/parseRule.ts";
import { isManual } from "../rule/rule.ts";
import { changeUser } from "../user/commands.ts";
import { commandSegment, loadSegment } from "./commands.ts";
import type { SegmentEvent } from "./events.ts";
import { segmentOfState } from "./messages.ts";
import type { SegmentState } from "./state.ts";

const scope = "identity:write";
const rpc = SegmentService.method;
const { requestId } = commandFields;
const priority = number({ min: 0, max: 1_000_000 });
const description = text(1_000, 0);

const answer = ({ state, version, position }: Handled<SegmentState, SegmentEvent>) => ({
  segment: segmentOfState(state, version),
  version,
  position,
});

interface MemberRequest {
  readonly segment: string;
  readonly userId: string;
  readonly requestId: string | null;
}

export const segmentCommandRpcs = (log: EventLog) => {
  /** Adds or removes a member by hand, which is for segments whose rule asks for it. */
  const changeMember = async (ctx: CallContext, name: "AddMember" | "RemoveMember", r: MemberRequest) => {
    const segment = await loadSegment(log, ctx.tenantId, r.segment);
    if (segment.status === "archived") throw failedPrecondition("SEGMENT_ARCHIVED", "an archived segment has no members");
    if (!isManual(storedRule(segment.rule)))
      throw failedPrecondition("SEGMENT_NOT_MANUAL", 'the segment\'s rule has no {"manual": true}: nobody is in it by hand');
    const type = name === "AddMember" ? "add_member" : "remove_member";
    const command = { type, segmentId: segment.segmentId, at: Date.now() } as const;
    const { version, position } = await changeUser(callerOf(log, ctx, name, r), userIdOf(ctx.tenantId, r.userId), command);
    return { version, position };
  };

  return {
    createSegment: unary(rpc.createSegment, {
      scope,
      request: { name: segmentName, description, rule: ruleField, priority, requestId },
      rules: ({ rule }) => (rule === null || rule === undefined ? [{ field: "rule", description: "is required" }] : ruleViolations(rule)),
      handle: async (ctx, r) => {
        const { requestId, ...content } = r;
        const segmentId = requestId === null ? uuidv7() : uuidv5(`segment:${requestId}`, ctx.tenantId);
        const caller = callerOf(log, ctx, "CreateSegment", r);
        return answer(await commandSegment(caller, segmentId, { type: "create", segmentId, ...content, at: Date.now() }));
      },
    }),

    updateSegment: unary(rpc.updateSegment, {
      scope,
      request: {
        segment: segmentReference,
        description: optionalKeepingEmpty(description),
        rule: optional(ruleField),
        priority: optional(priority),
        ...commandFields,
      },
      rules: ({ rule }) => ruleViolations(rule),
      handle: async (ctx, r) => {
        const { description, rule, priority } = r;
        const request = { type: "update", description, rule, priority, at: Date.now() } as const;
        return answer(await commandSegment(callerOf(log, ctx, "UpdateSegment", r), r.segment, request));
      },
    }),

    activateSegment: unary(rpc.activateSegment, {
      scope,
      request: { segment: segmentReference, ...commandFields },
      handle: async (ctx, r) =>
        answer(await commandSegment(callerOf(log, ctx, "ActivateSegment", r), r.segment, { type: "activate", at: Date.now() })),
    }),

    archiveSegment: unary(rpc.archiveSegment, {
      scope,
      request: { segment: segmentReference, ...commandFields },
      handle: async (ctx, r) =>
        answer(await commandSegment(callerOf(log, ctx, "ArchiveSegment", r), r.segment, { type: "archive", at: Date.now() })),
    }),

    addMember: unary(rpc.addMember, {
      scope,
      request: { segment: segmentReference, userId: personId, requestId },
      handle: (ctx, r) => changeMember(ctx, "AddMember", r),
    }),

    removeMember: unary(rpc.removeMember, {
      scope,
      request: { segment: segmentReference, userId: personId, requestId },
      handle: (ctx, r) => changeMember(ctx, "RemoveMember", r),
    }),
  };
};
