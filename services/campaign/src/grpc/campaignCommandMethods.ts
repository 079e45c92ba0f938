import { notFound } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { type Method, method } from "@marketing/shared/grpc/method";
import { commandFields, optional, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type Pool, withTenant } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { callerOf, createdBy } from "../call.ts";
import type { CampaignCommand } from "../campaign/campaign.ts";
import { commandCampaign, type HandledCampaign, loadCampaign } from "../campaign/campaignCommands.ts";
import type { Terms } from "../campaign/campaignEvents.ts";
import { findCampaigns } from "../campaign/campaignRow.ts";
import type { Move } from "../campaign/status.ts";
import { checkConfig, defaultWindowMs, readCreate, readSchedule, readUpdate, requireSegments } from "./campaignFields.ts";
import { campaignMessage, microsOf } from "./messages.ts";

const scope = "campaign:write";
const { requestId, expectedVersion } = commandFields;

/** Revenue is no part of the campaign's stream: as the table has it. */
export const answerer = (pool: Pool) => async (tenantId: string, h: HandledCampaign) => {
  const [row] = await withTenant(pool, tenantId, (client) => findCampaigns(client, tenantId, [h.state.campaignId]));
  return { campaign: campaignMessage(h.state, h.version, row ? microsOf(row.revenue) : 0), version: h.version, position: h.position };
};

export const campaignCommandMethods = (log: EventLog, pool: Pool): Record<string, Method> => {
  const answer = answerer(pool);

  const move = (rpc: string, move: Move) =>
    method({
      scope,
      request: Schema.Struct({ campaignId: uuid, requestId, expectedVersion }),
      handle: async (ctx, r) => {
        const command: CampaignCommand = { type: "move", move, reason: "", now: Date.now() };
        return answer(ctx.tenantId, await commandCampaign(callerOf(log, ctx, rpc, r), r.campaignId, command));
      },
    });
  const moveWithReason = (rpc: string, move: Move) =>
    method({
      scope,
      request: Schema.Struct({ campaignId: uuid, reason: optional(text(255)), requestId, expectedVersion }),
      handle: async (ctx, r) => {
        const command: CampaignCommand = { type: "move", move, reason: r.reason ?? "", now: Date.now() };
        return answer(ctx.tenantId, await commandCampaign(callerOf(log, ctx, rpc, r), r.campaignId, command));
      },
    });

  return {
    createCampaign: method({
      scope,
      decode: readCreate,
      handle: async (ctx, r) => {
        const { tenantId } = ctx;
        await requireSegments(pool, tenantId, r.config);
        const campaignId = r.campaignId ?? (r.requestId === null ? uuidv7() : uuidv5(`campaign:${r.requestId}`, tenantId));
        const terms: Terms = {
          name: r.name.trim(),
          type: r.type,
          config: r.config,
          budget: r.budgetMicros,
          dailyBudget: r.dailyBudgetMicros,
          currency: r.currency ?? "USD",
        };
        const command: CampaignCommand = { type: "create", campaignId, terms, createdBy: createdBy(ctx.principal), now: Date.now() };
        return answer(tenantId, await commandCampaign(callerOf(log, ctx, "CreateCampaign", r), campaignId, command));
      },
    }),

    updateCampaign: method({
      scope,
      decode: readUpdate,
      handle: async (ctx, r) => {
        const { tenantId } = ctx;
        const { fields } = r;
        if (fields.has("config") || fields.has("type")) {
          const { state } = await loadCampaign(log, tenantId, r.campaignId);
          if (state.campaignId === "") throw notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
          const type = fields.has("type") ? (r.type as Terms["type"]) : state.type;
          checkConfig(fields.has("config") ? r.config : state.config, type);
          if (fields.has("config")) await requireSegments(pool, tenantId, r.config);
        }
        const changes = {
          ...(fields.has("name") ? { name: r.name!.trim() } : {}),
          ...(fields.has("type") ? { type: r.type as Terms["type"] } : {}),
          ...(fields.has("config") ? { config: r.config } : {}),
          ...(fields.has("budget_micros") ? { budget: r.budgetMicros } : {}),
          ...(fields.has("daily_budget_micros") ? { dailyBudget: r.dailyBudgetMicros } : {}),
        };
        return answer(tenantId, await commandCampaign(callerOf(log, ctx, "UpdateCampaign", r), r.campaignId, { type: "update", changes }));
      },
    }),

    startCampaign: move("StartCampaign", "start"),
    pauseCampaign: moveWithReason("PauseCampaign", "pause"),
    resumeCampaign: move("ResumeCampaign", "resume"),
    completeCampaign: move("CompleteCampaign", "complete"),
    stopCampaign: moveWithReason("StopCampaign", "stop"),

    scheduleCampaign: method({
      scope,
      decode: readSchedule,
      handle: async (ctx, r) => {
        const startAt = r.startAt.getTime();
        const schedule = { startAt, startUntil: r.startUntil?.getTime() ?? startAt + defaultWindowMs, endAt: r.endAt?.getTime() ?? null };
        const command: CampaignCommand = { type: "schedule", schedule, now: Date.now() };
        return answer(ctx.tenantId, await commandCampaign(callerOf(log, ctx, "ScheduleCampaign", r), r.campaignId, command));
      },
    }),

    unscheduleCampaign: method({
      scope,
      request: Schema.Struct({ campaignId: uuid, requestId, expectedVersion }),
      handle: async (ctx, r) =>
        answer(ctx.tenantId, await commandCampaign(callerOf(log, ctx, "UnscheduleCampaign", r), r.campaignId, { type: "unschedule" })),
    }),
  };
};
