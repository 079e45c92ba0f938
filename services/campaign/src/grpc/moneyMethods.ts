import { failedPrecondition, notFound } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { type Method, method } from "@marketing/shared/grpc/method";
import { commandFields, optional, text, timestamp, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import type { Pool } from "@marketing/shared/postgres/pool";
import { Schema } from "effect";
import { callerOf } from "../call.ts";
import { commandCampaign, loadCampaign, releaseSpend, reserveSpend } from "../campaign/campaignCommands.ts";
import { revenueItem } from "../revenue/conversions.ts";
import { answerer } from "./campaignCommandMethods.ts";
import { amount, currency } from "./fields.ts";

const scope = "campaign:write";
const { requestId } = commandFields;

export const moneyMethods = (log: EventLog, pool: Pool): Record<string, Method> => {
  const answer = answerer(pool);
  return {
    reserveSpend: method({
      scope,
      request: Schema.Struct({
        campaignId: uuid,
        amountMicros: amount,
        currency: optional(currency),
        purpose: optional(text(255)),
        reservationId: optional(uuid),
        requestId,
      }),
      handle: async (ctx, r) => {
        const made = r.requestId === null ? uuidv7() : uuidv5(`reservation:${r.requestId}`, ctx.tenantId);
        const reservationId = r.reservationId ?? made;
        const handled = await reserveSpend(callerOf(log, ctx, "ReserveSpend", r), r.campaignId, reservationId, {
          amount: r.amountMicros,
          currency: r.currency,
          purpose: r.purpose ?? "",
          now: Date.now(),
        });
        return { ...(await answer(ctx.tenantId, handled)), reservationId };
      },
    }),

    releaseSpend: method({
      scope,
      request: Schema.Struct({ reservationId: uuid, amountMicros: optional(amount), requestId }),
      handle: async (ctx, r) => {
        const release = await releaseSpend(callerOf(log, ctx, "ReleaseSpend", r), r.reservationId, r.amountMicros, Date.now());
        if (!release) throw notFound("RESERVATION_NOT_FOUND", "no such reservation");
        const { released, remaining, version, position } = release;
        return { releasedMicros: released, remainingMicros: remaining, version, position };
      },
    }),

    recordSpend: method({
      scope,
      request: Schema.Struct({
        campaignId: uuid,
        amountMicros: amount,
        currency: optional(currency),
        source: optional(text(255)),
        spentAt: optional(timestamp),
        requestId,
      }),
      handle: async (ctx, r) => {
        const handled = await commandCampaign(callerOf(log, ctx, "RecordSpend", r), r.campaignId, {
          type: "record",
          amount: r.amountMicros,
          currency: r.currency,
          source: r.source ?? "",
          now: r.spentAt?.getTime() ?? Date.now(),
        });
        return { ...(await answer(ctx.tenantId, handled)), paused: handled.events.some((e) => e.type === "campaign_paused") };
      },
    }),

    recordRevenue: method({
      scope,
      request: Schema.Struct({
        campaignId: uuid,
        amountMicros: amount,
        currency: optional(currency),
        leadId: optional(uuid),
        userId: optional(uuid),
        source: optional(text(255)),
        requestId,
      }),
      handle: async (ctx, r) => {
        const { state } = await loadCampaign(log, ctx.tenantId, r.campaignId);
        if (state.campaignId === "") throw notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
        const item = revenueItem(
          ctx.tenantId,
          {
            campaignId: r.campaignId,
            conversionId: r.requestId === null ? uuidv7() : uuidv5(`revenue:${r.requestId}`, ctx.tenantId),
            model: "explicit",
            amount: r.amountMicros,
            currency: r.currency ?? state.currency,
            leadId: r.leadId,
            userId: r.userId,
            source: r.source ?? "",
            at: Date.now(),
          },
          metadataOf(ctx),
        );
        const [result] = await log.appendBulk([item]);
        if (result!.status === "conflict")
          throw failedPrecondition("REQUEST_ID_REUSED", "this request_id was used before with another content");
        return { position: result!.position };
      },
    }),
  };
};
