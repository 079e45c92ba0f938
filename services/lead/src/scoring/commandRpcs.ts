import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { setModel } from "./commands.ts";
import { modelMessage } from "./messages.ts";
import { factorOf, modelField, modelProblems } from "./requests.ts";

export const scoringCommandRpcs = (log: EventLog) => ({
  setScoringModel: unary(LeadService.method.setScoringModel, {
    scope: "lead:write",
    request: { model: modelField, ...commandFields },
    rules: modelProblems,
    handle: async (ctx, r) => {
      const { name, factors, halfLifeDays, qualifyAt, disqualifyBelow } = r.model;
      const model = { name, factors: factors.map(factorOf), halfLifeDays, qualifyAt, disqualifyBelow };
      const set = await setModel(callerOf(log, ctx, "SetScoringModel", r), { model, at: Date.now() });
      return { model: modelMessage(set.state, true), version: set.version, position: set.position };
    },
  }),
});
