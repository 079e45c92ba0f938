import { CampaignService } from "@marketing/protos/campaign/v1/campaign_service";
import { notFound } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { callerOf } from "@marketing/shared/grpc/caller";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, currency, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { commandAnswer } from "../campaign/commandAnswer.ts";
import { commandCampaign } from "../campaign/commands.ts";
import { amount } from "../fields.ts";
import { releaseSpend, reserveSpend } from "./commands.ts";

const scope = "campaign:write";
const { requestId } = commandFields;
const rpc = CampaignService.method;

/** What campaigns spend: reserved beforehand, released, or recorded afterwards. */
export const spendCommandRpcs = (log: EventLog, pool: Pool) => ({
  reserveSpend: unary(rpc.reserveSpend, {
    scope,
    request: {
      campaignId: uuid,
      amountMicros: amount,
      currency: optional(currency),
      purpose: optional(text(255)),
      reservationId: optional(uuid),
      requestId,
    },
    handle: async (ctx, r) => {
      const reservationId = r.reservationId ?? (r.requestId === null ? uuidv7() : uuidv5(`reservation:${r.requestId}`, ctx.tenantId));
      const handled = await reserveSpend(callerOf(log, ctx, "ReserveSpend", r), r.campaignId, reservationId, {
        amount: r.amountMicros,
        currency: r.currency,
        purpose: r.purpose ?? "",
        now: Date.now(),
      });
      return { ...(await commandAnswer(pool, ctx.tenantId, handled)), reservationId };
    },
  }),

  releaseSpend: unary(rpc.releaseSpend, {
    scope,
    request: { reservationId: uuid, amountMicros: optional(amount), requestId },
    handle: async (ctx, r) => {
      const release = await releaseSpend(callerOf(log, ctx, "ReleaseSpend", r), r.reservationId, r.amountMicros, Date.now());
      if (!release) throw notFound("RESERVATION_NOT_FOUND", "no such reservation");
      return {
        releasedMicros: release.amount,
        remainingMicros: release.remaining,
        version: release.version,
        position: release.position,
      };
    },
  }),

  recordSpend: unary(rpc.recordSpend, {
    scope,
    request: {
      campaignId: uuid,
      amountMicros: amount,
      currency: optional(currency),
      source: optional(text(255)),
      spentAt: optional(timestamp),
      requestId,
    },
    handle: async (ctx, r) => {
      const handled = await commandCampaign(callerOf(log, ctx, "RecordSpend", r), r.campaignId, {
        type: "record",
        amount: r.amountMicros,
        currency: r.currency,
        source: r.source ?? "",
        now: r.spentAt?.getTime() ?? Date.now(),
      });
      const paused = handled.events.some((e) => e.type === "campaign_paused");
      return { ...(await commandAnswer(pool, ctx.tenantId, handled)), paused };
    },
  }),
});
