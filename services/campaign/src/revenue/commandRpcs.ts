import { CampaignService } from "@marketing/protos/campaign/v1/campaign_service";
import { AppendError } from "@marketing/shared/base/appendError";
import { notFound } from "@marketing/shared/base/errors";
import { uuidv5, uuidv7 } from "@marketing/shared/base/ids";
import { receiptOf } from "@marketing/shared/command/receipt";
import { callerOf } from "@marketing/shared/grpc/caller";
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
      const caller = callerOf(log, ctx, "RecordRevenue", r);
      const [{ state }] = await Promise.all([loadCampaign(log, tenantId, r.campaignId), receiptOf(caller)]);
      if (state.campaignId === "") throw notFound("CAMPAIGN_NOT_FOUND", "no such campaign");
      const { receiptId: earlierId, ...item } = revenueItem(
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
      // the release before kept its receipts by conversion and campaign
      const earlier = r.requestId === null ? null : await log.findReceipt(tenantId, earlierId);
      const { status, position } = earlier
        ? { status: earlier.fingerprint === r.amountMicros ? "duplicate" : "conflict", position: earlier.position }
        : (await log.appendBulk([{ ...item, receiptId: caller.appendId ?? earlierId, fingerprint: caller.fingerprint ?? 0 }]))[0]!;
      if (status === "conflict") throw new AppendError("append_id_reused", item.streamId);
      return { position };
    },
  }),
});
