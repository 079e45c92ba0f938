import { CampaignService } from "@marketing/protos/campaign/v1/campaign_service";
import { failedPrecondition, notFound } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { metadataOf } from "@marketing/shared/grpc/metadata";
import { unary } from "@marketing/shared/grpc/rpc";
import { commandFields, currency, optional, text, uuid } from "@marketing/shared/grpc/schema";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { loadCampaign } from "../campaign/commands.ts";
import { amount } from "../fields.ts";
import { revenueItem } from "./commands.ts";

export const revenueCommandRpcs = (log: EventLog) => ({
  recordRevenue: unary(CampaignService.method.recordRevenue, {
    scope: "campaign:write",
    request: {
      campaignId: uuid,
      amountMicros: amount,
      currency: optional(currency),
      leadId: optional(uuid),
      userId: optional(uuid),
      source: optional(text(255)),
      requestId: commandFields.requestId,
    },
    handle: async (ctx, r) => {
      const { tenantId } = ctx;
      const { state } = await loadCampaign(log, tenantId, r.campaignId);
      if (state.campaignId === "") throw notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
      const item = revenueItem(
        tenantId,
        {
          campaignId: r.campaignId,
          conversionId: r.requestId === null ? uuidv7() : uuidv5(`revenue:${r.requestId}`, tenantId),
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
});
