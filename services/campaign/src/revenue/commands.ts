import { uuidv5 } from "@marketing/shared/base/ids";
import type { BulkItem } from "@marketing/shared/log/eventLog";
import { type RevenueAttributed, revenueStream } from "./events.ts";

/** What a conversion earned a campaign, ready to be appended: once for each conversion, model and campaign. */
export const revenueItem = (tenantId: string, data: RevenueAttributed, metadata = {}): BulkItem => ({
  tenantId,
  receiptId: uuidv5(`${data.conversionId}:${data.model}:${data.campaignId}`, tenantId),
  fingerprint: data.amount,
  streamId: revenueStream(data.campaignId),
  event: { type: "revenue_attributed", data, metadata },
});
