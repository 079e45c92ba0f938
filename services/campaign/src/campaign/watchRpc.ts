import { CampaignService, CampaignStatusSchema } from "@marketing/protos/campaign/v1/campaign_service";
import { serverStream } from "@marketing/shared/grpc/rpc";
import { enumName, int64, list, uuid } from "@marketing/shared/grpc/schema";
import { toTimestamp } from "@marketing/shared/grpc/struct";
import type { Recorded } from "@marketing/shared/log/defineEvents";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { follow } from "@marketing/shared/subscription/follow";
import type { Source } from "@marketing/shared/subscription/source";
import { type StatusEvent, statusAfter, statusEvents } from "./updatesView.ts";

/** Changes of status of the caller's own campaigns: those after a position, then live ones. */
export const watchCampaignsRpc = (log: EventLog, source: Pick<Source, "onWake">) =>
  serverStream(CampaignService.method.watchCampaigns, {
    scope: "campaign:read",
    request: { afterPosition: int64({ min: 0 }), campaignIds: list(uuid, 1_000) },
    answerCost: ({ update }) => (update === null ? 0 : 1),
    async *handle({ tenantId, signal }, r) {
      const wanted = new Set(r.campaignIds);
      const types = [...statusEvents.types];
      const changes = follow({
        log,
        source,
        tenantId,
        after: r.afterPosition,
        types,
        signal,
        pick: (recorded) => {
          const { type, data, version } = recorded as Recorded<StatusEvent>;
          if (wanted.size > 0 && !wanted.has(data.campaignId)) return null;
          return {
            campaignId: data.campaignId,
            status: enumName(CampaignStatusSchema, statusAfter[type]),
            reason: "reason" in data ? data.reason : "",
            at: toTimestamp(new Date(data.at)),
            version,
          };
        },
      });
      for await (const { event: update, position, live } of changes) yield { update, position, live };
    },
  });
