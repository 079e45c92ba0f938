import { userIdOf } from "@marketing/protos/ids";
import { failedPrecondition, type Violation } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import type { CallContext } from "@marketing/shared/grpc/context";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { type Method, method } from "@marketing/shared/grpc/method";
import { commandFields, jsonObject, number, optional, optionalKeepingEmpty, text } from "@marketing/shared/grpc/schema";
import { fromStruct, type WireStruct } from "@marketing/shared/grpc/struct";
import type { Handled } from "@marketing/shared/log/commandHandler";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { Schema } from "effect";
import { readRule, storedRule } from "../segment/readRule.ts";
import { isManual } from "../segment/rule.ts";
import type { SegmentState } from "../segment/segment.ts";
import { changeSegment, loadSegment, type SegmentCaller } from "../segment/segmentCommands.ts";
import type { RuleJson, SegmentEvent } from "../segment/segmentEvents.ts";
import { changeUser } from "../user/userCommands.ts";
import { callerOf } from "./caller.ts";
import { segment as name, personId, withRules } from "./fields.ts";
import { segmentOfState } from "./segmentMessages.ts";

const scope = "identity:write";
const ruleDepth = 40;
const { requestId, expectedVersion } = commandFields;

/** A segment's id or its name. */
export const segmentRef = text(50);
export const ruleField = jsonObject({ depth: ruleDepth, maxBytes: 65_536 });
export const priority = number({ min: 0, max: 1_000_000 });
const description = text(1_000, 0);

/** Everything that is wrong with the rule, beside what is wrong with the other fields. */
export const ruleViolations = (raw: Record<string, unknown>, required: boolean): ReadonlyArray<Violation> => {
  if (raw.rule === null || raw.rule === undefined) return required ? [{ field: "rule", description: "is required" }] : [];
  let json: ReturnType<typeof fromStruct>;
  try {
    json = fromStruct(raw.rule as WireStruct, ruleDepth);
  } catch {
    return []; // the field itself says what is wrong
  }
  return readRule(json).problems.map((p) => ({ field: p.path, description: p.message }));
};

const readCreate = withRules(Schema.Struct({ name, description, rule: ruleField, priority, requestId }), (raw) =>
  ruleViolations(raw, true),
);
const readUpdate = withRules(
  Schema.Struct({
    segment: segmentRef,
    description: optionalKeepingEmpty(description),
    rule: optional(ruleField),
    priority: optional(priority),
    requestId,
    expectedVersion,
  }),
  (raw) => ruleViolations(raw, false),
);

const answer = ({ state, version, position }: Handled<SegmentState, SegmentEvent>) => ({
  segment: segmentOfState(state, version),
  version,
  position,
});

export const segmentCommandMethods = (log: EventLog): Record<string, Method> => {
  const caller = (
    ctx: CallContext,
    rpc: string,
    r: { readonly requestId: string | null; readonly expectedVersion?: number | null },
  ): SegmentCaller => ({
    log,
    tenantId: ctx.tenantId,
    rpc,
    requestId: r.requestId,
    expectedVersion: r.expectedVersion ?? null,
    metadata: metadataOf(ctx),
  });

  const byHand = (rpc: "AddMember" | "RemoveMember"): Method =>
    method({
      scope,
      request: Schema.Struct({ segment: segmentRef, userId: personId, requestId }),
      handle: async (ctx, r) => {
        const segment = await loadSegment(log, ctx.tenantId, r.segment);
        if (segment.status === "archived") throw failedPrecondition("SEGMENT_ARCHIVED", "an archived segment has no members");
        if (!isManual(storedRule(segment.rule)))
          throw failedPrecondition("SEGMENT_NOT_MANUAL", 'the segment\'s rule has no {"manual": true}: nobody is in it by hand');
        const type = rpc === "AddMember" ? "add_member" : "remove_member";
        const command = { type, segmentId: segment.segmentId, at: Date.now() } as const;
        const { version, position } = await changeUser(callerOf(log, ctx, rpc, r), userIdOf(ctx.tenantId, r.userId), command);
        return { version, position };
      },
    });

  return {
    createSegment: method({
      scope,
      decode: readCreate,
      handle: async (ctx, r) => {
        const segmentId = r.requestId === null ? uuidv7() : uuidv5(`segment:${r.requestId}`, ctx.tenantId);
        const { name, description, priority } = r;
        const rule = r.rule as RuleJson;
        const command = { type: "create", segmentId, name, description, rule, priority, at: Date.now() } as const;
        return answer(await changeSegment(caller(ctx, "CreateSegment", r), segmentId, command));
      },
    }),
    updateSegment: method({
      scope,
      decode: readUpdate,
      handle: async (ctx, r) => {
        const { description, priority } = r;
        const command = { type: "update", description, rule: r.rule as RuleJson | null, priority, at: Date.now() } as const;
        return answer(await changeSegment(caller(ctx, "UpdateSegment", r), r.segment, command));
      },
    }),
    activateSegment: method({
      scope,
      request: Schema.Struct({ segment: segmentRef, requestId, expectedVersion }),
      handle: async (ctx, r) =>
        answer(await changeSegment(caller(ctx, "ActivateSegment", r), r.segment, { type: "activate", at: Date.now() })),
    }),
    archiveSegment: method({
      scope,
      request: Schema.Struct({ segment: segmentRef, requestId, expectedVersion }),
      handle: async (ctx, r) =>
        answer(await changeSegment(caller(ctx, "ArchiveSegment", r), r.segment, { type: "archive", at: Date.now() })),
    }),
    addMember: byHand("AddMember"),
    removeMember: byHand("RemoveMember"),
  };
};
