import { anonymousUserIdOf, userIdOf } from "@marketing/protos/ids";
import { failedPrecondition } from "@marketing/shared/base/errors";
import { isUuid, uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { type Method, method } from "@marketing/shared/grpc/method";
import { commandFields, list, number, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { decimalOf, roundDecimal } from "../decimal.ts";
import { findSegment } from "../segment/segmentQueries.ts";
import { loadUser } from "../user/loadUser.ts";
import type { Traits, UserState } from "../user/person.ts";
import { visitorStays } from "../user/user.ts";
import { changeUser, createUser, identify, mergeUsers, type Outcome, undoMerge } from "../user/userCommands.ts";
import { callerOf } from "./caller.ts";
import { anId, currency, email, given, money, personId, segment, traitName, traits, withRules } from "./fields.ts";
import { userMessage } from "./messages.ts";
import { timeOf, traitWarnings, type Warning } from "./warnings.ts";

const scope = "identity:write";
const answer = (o: Outcome) => ({ user: userMessage(o), version: o.version, position: o.position });
const { requestId, expectedVersion } = commandFields;

/** The caller's own id; a UUID is the user's id itself. */
const externalIdOf = (userId: string | null): string | null => (userId === null || isUuid(userId) ? null : userId);

const identifySchema = Schema.Struct({
  userId: anId,
  anonymousId: anId,
  email: optional(email),
  traits,
  traitsSetOnce: traits,
  traitsUnset: list(traitName, 1_000),
  timestamp: optional(timestamp),
  contextActive: optional(Schema.Boolean as Schema.Codec<boolean, unknown>),
  source: optional(text(50)),
  requestId,
  expectedVersion,
});
const oneId = (raw: Record<string, unknown>) =>
  given(raw, ["userId", "anonymousId"]) === 0 ? [{ field: "user_id", description: "one of user_id and anonymous_id is required" }] : [];

const stays: Record<string, string> = {
  anonymous_id_merged_elsewhere: "the anonymous id belongs to another person already; it was not moved",
  anonymous_id_identified: "the anonymous id is a known person; they were not merged",
  merge_was_undone: "this merge was taken back before; it is made again only by MergeUsers",
};

const readIdentify = withRules(identifySchema, oneId);

const readPrediction = withRules(
  Schema.Struct({
    userId: personId,
    ltvPrediction: optional(money),
    currency: optional(currency),
    churnRisk: optional(number({ min: 0, max: 1 })),
    modelVersion: text(100),
    predictedAt: optional(timestamp),
    requestId,
    expectedVersion,
  }),
  (raw) =>
    given(raw, ["ltvPrediction", "churnRisk"]) === 0
      ? [{ field: "ltv_prediction", description: "one of ltv_prediction and churn_risk is required" }]
      : [],
);

export const userCommandMethods = (log: EventLog, pool: Pool): Record<string, Method> => ({
  createUser: method({
    scope,
    request: Schema.Struct({ userId: anId, email: optional(email), traits, requestId }),
    handle: async (ctx, r) => {
      const made = r.requestId === null ? uuidv7() : uuidv5(`create:${r.requestId}`, ctx.tenantId);
      const outcome = await createUser(callerOf(log, ctx, "CreateUser", r), {
        userId: r.userId === null ? made : userIdOf(ctx.tenantId, r.userId),
        externalId: externalIdOf(r.userId),
        email: r.email?.trim() ?? null,
        traits: r.traits as Traits,
        now: Date.now(),
      });
      return { ...answer(outcome), warnings: traitWarnings(r.traits) };
    },
  }),

  identify: method({
    scope,
    decode: readIdentify,
    handle: async (ctx, r) => {
      const warnings: Warning[] = [...traitWarnings(r.traits), ...traitWarnings(r.traitsSetOnce, "traits_set_once")];
      const at = timeOf(r.timestamp, warnings);
      const { tenantId } = ctx;
      const visitorId = r.anonymousId === null ? null : anonymousUserIdOf(tenantId, r.anonymousId);
      let seen: Warning[] = [];
      const noticed = (user: { state: UserState; redirected: boolean }, visitor: UserState | null): void => {
        const code = visitor === null ? null : visitorStays(user.state, visitor);
        seen = code === null || code === "same" ? [] : [{ code, field: "anonymous_id", message: stays[code]! }];
        if (user.redirected && r.email !== null && user.state.email !== null && user.state.email !== r.email.trim())
          seen.push({ code: "email_kept", field: "email", message: "the id was merged into a person who has another email" });
      };
      const outcome = await identify(
        callerOf(log, ctx, "Identify", r),
        {
          userId: r.userId === null ? visitorId! : userIdOf(tenantId, r.userId),
          visitorId: r.userId === null ? null : visitorId,
          externalId: externalIdOf(r.userId),
          known: r.userId !== null,
          anonymousId: r.anonymousId,
          email: r.email?.trim() ?? null,
          set: r.traits as Traits,
          setOnce: r.traitsSetOnce as Traits,
          unset: r.traitsUnset,
          at,
          active: r.contextActive ?? true,
          source: r.source ?? "api",
        },
        noticed,
      );
      return { ...answer(outcome), mergeId: outcome.mergeId ?? "", warnings: [...warnings, ...seen] };
    },
  }),

  alias: method({
    scope,
    request: Schema.Struct({ userId: personId, previousId: personId, timestamp: optional(timestamp), requestId, expectedVersion }),
    handle: async (ctx, r) => {
      const warnings: Warning[] = [];
      const at = timeOf(r.timestamp, warnings);
      const asUser = userIdOf(ctx.tenantId, r.previousId);
      const known = (await loadUser(log, ctx.tenantId, asUser)).state.exists;
      const loserId = known ? asUser : anonymousUserIdOf(ctx.tenantId, r.previousId);
      const outcome = await mergeUsers(callerOf(log, ctx, "Alias", r), {
        winnerId: userIdOf(ctx.tenantId, r.userId),
        loserId,
        externalId: externalIdOf(r.userId),
        anonymousId: r.previousId,
        reason: "alias",
        at,
      });
      return { ...answer(outcome), mergeId: outcome.mergeId ?? "", warnings };
    },
  }),

  mergeUsers: method({
    scope,
    request: Schema.Struct({ winnerUserId: personId, loserUserId: personId, reason: optional(text(255)), requestId, expectedVersion }),
    handle: async (ctx, r) => {
      const outcome = await mergeUsers(callerOf(log, ctx, "MergeUsers", r), {
        winnerId: userIdOf(ctx.tenantId, r.winnerUserId),
        loserId: userIdOf(ctx.tenantId, r.loserUserId),
        externalId: null,
        anonymousId: null,
        reason: "merge",
        at: Date.now(),
      });
      return { ...answer(outcome), mergeId: outcome.mergeId ?? "" };
    },
  }),

  undoMerge: method({
    scope,
    request: Schema.Struct({ mergeId: uuid, reason: optional(text(255)), requestId, expectedVersion }),
    handle: async (ctx, r) => {
      const { loser, ...outcome } = await undoMerge(callerOf(log, ctx, "UndoMerge", r), r.mergeId, r.reason ?? "", Date.now());
      return { winner: userMessage(outcome), loser: userMessage(loser), version: outcome.version, position: outcome.position };
    },
  }),

  assignSegment: method({
    scope,
    request: Schema.Struct({ userId: personId, segment, priority: number({ min: 0, max: 1_000_000 }), requestId, expectedVersion }),
    handle: async (ctx, r) => {
      const { segment, priority } = r;
      const defined = await withTenant(pool, ctx.tenantId, (client) => findSegment(client, ctx.tenantId, segment));
      if (defined && defined.status !== "archived")
        throw failedPrecondition(
          "SEGMENT_HAS_RULE",
          "who is in this segment is decided by its rule; AddMember puts a person there by hand",
          {
            segment_id: defined.segment_id,
          },
        );
      const command = { type: "assign_segment", segment, priority, source: "manual", at: Date.now() } as const;
      return answer(await changeUser(callerOf(log, ctx, "AssignSegment", r), userIdOf(ctx.tenantId, r.userId), command));
    },
  }),

  removeSegment: method({
    scope,
    request: Schema.Struct({ userId: personId, segment, requestId, expectedVersion }),
    handle: async (ctx, r) => {
      const command = { type: "remove_segment", segment: r.segment, source: "manual", at: Date.now() } as const;
      return answer(await changeUser(callerOf(log, ctx, "RemoveSegment", r), userIdOf(ctx.tenantId, r.userId), command));
    },
  }),

  setPrediction: method({
    scope,
    decode: readPrediction,
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
