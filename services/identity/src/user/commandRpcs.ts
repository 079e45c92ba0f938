import { IdentityService } from "@marketing/protos/identity/v1/identity_service";
import { userIdOf } from "@marketing/protos/ids";
import { failedPrecondition } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, currency, given, number, optional, text, timestamp } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { decimalOf, roundDecimal } from "../decimal.ts";
import { email, money, optionalPersonId, personId, segmentName, traits } from "../grpc/fields.ts";
import { externalIdOf } from "../grpc/userReference.ts";
import { findSegment } from "../segment/queries.ts";
import { changeUser, createUser } from "./commands.ts";
import type { LoadedUser } from "./load.ts";
import { messageIdOf } from "./messageId.ts";
import { userMessage } from "./messages.ts";
import { traitWarnings } from "./warningMessages.ts";

const scope = "identity:write";
const { createUser: create, assignSegment, removeSegment, setPrediction } = IdentityService.method;
const answer = (user: LoadedUser) => ({ user: userMessage(user), version: user.version, position: user.position });

export const userCommandRpcs = (log: EventLog, pool: Pool) => ({
  createUser: unary(create, {
    scope,
    request: { userId: optionalPersonId, email: optional(email), traits, requestId: commandFields.requestId },
    handle: async (ctx, r) => {
      const generatedId = r.requestId === null ? uuidv7() : uuidv5(`create:${r.requestId}`, ctx.tenantId);
      const user = await createUser(callerOf(log, ctx, "CreateUser", r), {
        userId: r.userId === null ? generatedId : userIdOf(ctx.tenantId, r.userId),
        externalId: externalIdOf(r.userId),
        email: r.email?.trim() ?? null,
        traits: r.traits,
        messageId: messageIdOf(r),
        now: Date.now(),
      });
      return { ...answer(user), warnings: traitWarnings(r.traits) };
    },
  }),

  assignSegment: unary(assignSegment, {
    scope,
    request: { userId: personId, segment: segmentName, priority: number({ min: 0, max: 1_000_000 }), ...commandFields },
    handle: async (ctx, r) => {
      const { segment, priority } = r;
      const defined = await withTenant(pool, ctx.tenantId, (client) => findSegment(client, ctx.tenantId, segment));
      if (defined && defined.status !== "archived")
        throw failedPrecondition(
          "SEGMENT_HAS_RULE",
          "who is in this segment is decided by its rule; AddMember puts a person there by hand",
          { segment_id: defined.segment_id },
        );
      const command = { type: "assign_segment", segment, priority, source: "manual", at: Date.now() } as const;
      return answer(await changeUser(callerOf(log, ctx, "AssignSegment", r), userIdOf(ctx.tenantId, r.userId), command));
    },
  }),

  removeSegment: unary(removeSegment, {
    scope,
    request: { userId: personId, segment: segmentName, ...commandFields },
    handle: async (ctx, r) => {
      const command = { type: "remove_segment", segment: r.segment, source: "manual", at: Date.now() } as const;
      return answer(await changeUser(callerOf(log, ctx, "RemoveSegment", r), userIdOf(ctx.tenantId, r.userId), command));
    },
  }),

  setPrediction: unary(setPrediction, {
    scope,
    request: {
      userId: personId,
      ltvPrediction: optional(money),
      currency: optional(currency),
      churnRisk: optional(number({ min: 0, max: 1 })),
      modelVersion: text(100),
      predictedAt: optional(timestamp),
      ...commandFields,
    },
    rules: (raw) =>
      given(raw, ["ltvPrediction", "churnRisk"]) === 0
        ? [{ field: "ltv_prediction", description: "one of ltv_prediction and churn_risk is required" }]
        : [],
    handle: async (ctx, r) => {
      const command = {
        type: "predict",
        ltvPrediction: r.ltvPrediction === null ? null : roundDecimal(r.ltvPrediction, 2),
        currency: r.ltvPrediction === null ? null : (r.currency ?? "USD"),
        churnRisk: r.churnRisk === null ? null : roundDecimal(decimalOf(r.churnRisk), 4),
        modelVersion: r.modelVersion,
        predictedAt: r.predictedAt?.getTime() ?? Date.now(),
      } as const;
      return answer(await changeUser(callerOf(log, ctx, "SetPrediction", r), userIdOf(ctx.tenantId, r.userId), command));
    },
  }),
});
