import { IdentityService } from "@marketing/protos/identity/v1/identity_service";
import { userIdOf } from "@marketing/protos/ids";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, optional, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { personId } from "../grpc/fields.ts";
import { mergeUsers, undoMerge } from "./mergeCommands.ts";
import { userMessage } from "./messages.ts";

const scope = "identity:write";

export const mergeRpcs = (log: EventLog) => ({
  mergeUsers: unary(IdentityService.method.mergeUsers, {
    scope,
    request: { winnerUserId: personId, loserUserId: personId, reason: optional(text(255)), ...commandFields },
    handle: async (ctx, r) => {
      const now = Date.now();
      const outcome = await mergeUsers(callerOf(log, ctx, "MergeUsers", r), {
        winnerId: userIdOf(ctx.tenantId, r.winnerUserId),
        loserId: userIdOf(ctx.tenantId, r.loserUserId),
        externalId: null,
        anonymousId: null,
        reason: "merge",
        at: now,
        now,
      });
      const { version, position } = outcome;
      return { user: userMessage(outcome), mergeId: outcome.mergeId ?? "", version, position };
    },
  }),

  undoMerge: unary(IdentityService.method.undoMerge, {
    scope,
    request: { mergeId: uuid, reason: optional(text(255)), ...commandFields },
    handle: async (ctx, r) => {
      const { winner, loser } = await undoMerge(callerOf(log, ctx, "UndoMerge", r), r.mergeId, r.reason ?? "", Date.now());
      return { winner: userMessage(winner), loser: userMessage(loser), version: winner.version, position: winner.position };
    },
  }),
});
