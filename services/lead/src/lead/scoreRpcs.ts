import { LeadService, ScoreFactorSchema } from "@marketing/protos/lead/v1/lead_service";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, given, list, message, number, optional, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { activeModel } from "../scoring/queries.ts";
import { changeLead } from "./commands.ts";
import type { ScoreFactor } from "./eventData.ts";
import { leadAnswer } from "./messages.ts";

const factor = message(ScoreFactorSchema, { factor: text(100), contribution: number({ min: -10, max: 10 }), reason: text(500, 0) });

/** The model's own account, made to add up: what is missing stands under the model's name. */
const completed = (score: number, model: string, factors: ReadonlyArray<ScoreFactor>): ReadonlyArray<ScoreFactor> => {
  const missing = score - factors.reduce((sum, { contribution }) => sum + contribution, 0);
  return Math.abs(missing) < 1e-9 && factors.length > 0
    ? factors
    : [...factors, { factor: model, contribution: missing, reason: "as the model says" }];
};

/** Scores from a model of the caller's own. */
export const scoreRpcs = (log: EventLog, pool: Pool) => ({
  setScore: unary(LeadService.method.setScore, {
    scope: "lead:write",
    request: {
      leadId: uuid,
      score: optional(number({ min: 0, max: 1 })),
      model: optional(text(100)),
      factors: list(factor, 100),
      ...commandFields,
    },
    rules: (raw) =>
      given(raw, ["score"]) === 1 && given(raw, ["model"]) === 0 ? [{ field: "model", description: "is required with a score" }] : [],
    handle: async (ctx, r) => {
      const caller = callerOf(log, ctx, "SetScore", r);
      const at = Date.now();
      const { score } = r;
      if (score === null) return leadAnswer(await changeLead(caller, r.leadId, { type: "release_score", at }));
      const { qualifyAt, disqualifyBelow } = await withTenant(pool, ctx.tenantId, (client) => activeModel(client, ctx.tenantId));
      const model = r.model ?? "";
      const factors = completed(score, model, r.factors);
      const command = { type: "score", score, model, version: 0, external: true, factors, qualifyAt, disqualifyBelow, at } as const;
      return leadAnswer(await changeLead(caller, r.leadId, command));
    },
  }),
});
