import { CampaignService } from "@marketing/protos/campaign/v1/campaign_service";
import { notFound } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { callerOf } from "@marketing/shared/grpc/caller";
import type { CallContext } from "@marketing/shared/grpc/context";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, optional, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { checkConfig, requireSegments } from "./checkConfiguration.ts";
import { type CommandAnswer, commandAnswer } from "./commandAnswer.ts";
import { commandCampaign, loadCampaign } from "./commands.ts";
import { createdBy } from "./createdBy.ts";
import type { CampaignCommand } from "./decide.ts";
import {
  createFields,
  createRules,
  defaultWindowMs,
  scheduleFields,
  scheduleRules,
  updateFields,
  updateOf,
  updateRules,
} from "./requests.ts";
import type { Move } from "./status.ts";
import type { Terms } from "./terms.ts";

const scope = "campaign:write";
const moveFields = { campaignId: uuid, ...commandFields };
const moveFieldsWithReason = { ...moveFields, reason: optional(text(255)) };
const rpc = CampaignService.method;

interface CommandRequest {
  readonly campaignId: string;
  readonly requestId: string | null;
  readonly expectedVersion?: number | null;
}

export const campaignCommandRpcs = (log: EventLog, pool: Pool) => {
  const command = async (ctx: CallContext, name: string, r: CommandRequest, command: CampaignCommand): Promise<CommandAnswer> =>
    commandAnswer(pool, ctx.tenantId, await commandCampaign(callerOf(log, ctx, name, r), r.campaignId, command));
  const move = (ctx: CallContext, name: string, r: CommandRequest, move: Move, reason: string | null = null) =>
    command(ctx, name, r, { type: "move", move, reason: reason ?? "", now: Date.now() });

  return {
    createCampaign: unary(rpc.createCampaign, {
      scope,
      request: createFields,
      rules: createRules,
      handle: async (ctx, r) => {
        const { tenantId } = ctx;
        await requireSegments(pool, tenantId, r.config, ctx.signal);
        const campaignId = r.campaignId ?? (r.requestId === null ? uuidv7() : uuidv5(`campaign:${r.requestId}`, tenantId));
        const terms: Terms = {
          name: r.name.trim(),
          type: r.type,
          config: r.config,
          budget: r.budgetMicros,
          dailyBudget: r.dailyBudgetMicros,
          currency: r.currency ?? "USD",
        };
        const create = { type: "create", campaignId, terms, createdBy: createdBy(ctx.principal), now: Date.now() } as const;
        return command(ctx, "CreateCampaign", { ...r, campaignId }, create);
      },
    }),

    updateCampaign: unary(rpc.updateCampaign, {
      scope,
      request: updateFields,
      rules: updateRules,
      handle: async (ctx, r) => {
        const { tenantId } = ctx;
        const { changes } = updateOf(r);
        const config = r.config ?? {};
        if (changes("config") || changes("type")) {
          const { state } = await loadCampaign(log, tenantId, r.campaignId);
          if (state.campaignId === "") throw notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
          checkConfig(changes("config") ? config : state.config, changes("type") ? r.type! : state.type);
          if (changes("config")) await requireSegments(pool, tenantId, config, ctx.signal);
        }
        return command(ctx, "UpdateCampaign", r, {
          type: "update",
          now: Date.now(),
          changes: {
            ...(changes("name") && { name: r.name!.trim() }),
            ...(changes("type") && { type: r.type! }),
            ...(changes("config") && { config }),
            ...(changes("budget_micros") && { budget: r.budgetMicros }),
            ...(changes("daily_budget_micros") && { dailyBudget: r.dailyBudgetMicros }),
          },
        });
      },
    }),

    startCampaign: unary(rpc.startCampaign, { scope, request: moveFields, handle: (ctx, r) => move(ctx, "StartCampaign", r, "start") }),
    pauseCampaign: unary(rpc.pauseCampaign, {
      scope,
      request: moveFieldsWithReason,
      handle: (ctx, r) => move(ctx, "PauseCampaign", r, "pause", r.reason),
    }),
    resumeCampaign: unary(rpc.resumeCampaign, { scope, request: moveFields, handle: (ctx, r) => move(ctx, "ResumeCampaign", r, "resume") }),
    completeCampaign: unary(rpc.completeCampaign, {
      scope,
      request: moveFields,
      handle: (ctx, r) => move(ctx, "CompleteCampaign", r, "complete"),
    }),
    stopCampaign: unary(rpc.stopCampaign, {
      scope,
      request: moveFieldsWithReason,
      handle: (ctx, r) => move(ctx, "StopCampaign", r, "stop", r.reason),
    }),

    scheduleCampaign: unary(rpc.scheduleCampaign, {
      scope,
      request: scheduleFields,
      rules: scheduleRules,
      handle: (ctx, r) => {
        const startAt = r.startAt.getTime();
        const schedule = { startAt, startUntil: r.startUntil?.getTime() ?? startAt + defaultWindowMs, endAt: r.endAt?.getTime() ?? null };
        return command(ctx, "ScheduleCampaign", r, { type: "schedule", schedule, now: Date.now() });
      },
    }),

    unscheduleCampaign: unary(rpc.unscheduleCampaign, {
      scope,
      request: moveFields,
      handle: (ctx, r) => command(ctx, "UnscheduleCampaign", r, { type: "unschedule" }),
    }),
  };
};
