import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, optional, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { mergeLeads, undoMerge } from "./mergeCommands.ts";
import { leadAnswer, leadMessage } from "./messages.ts";
import { reason } from "./requests.ts";

const scope = "lead:write";

/** Two leads that are one, and that they are two after all. */
export const mergeRpcs = (log: EventLog) => ({
  mergeLeads: unary(LeadService.method.mergeLeads, {
    scope,
    request: { winnerLeadId: uuid, loserLeadId: uuid, reason: optional(reason), ...commandFields },
    handle: async (ctx, r) => {
      const merge = { winnerId: r.winnerLeadId, loserId: r.loserLeadId, reason: r.reason ?? "", at: Date.now() };
      const merged = await mergeLeads(callerOf(log, ctx, "MergeLeads", r), merge);
      return { ...leadAnswer(merged), mergeId: merged.mergeId ?? "" };
    },
  }),

  undoMerge: unary(LeadService.method.undoMerge, {
    scope,
    request: { mergeId: uuid, reason: optional(reason), ...commandFields },
    handle: async (ctx, r) => {
      const undo = { mergeId: r.mergeId, reason: r.reason ?? "", at: Date.now() };
      const { loser, ...winner } = await undoMerge(callerOf(log, ctx, "UndoMerge", r), undo);
      return { winner: leadMessage(winner), loser: leadMessage(loser), version: winner.version, position: winner.position };
    },
  }),
});
