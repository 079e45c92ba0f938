import { CampaignService } from "@marketing/protos/campaign/v1/campaign_service";
import { unary } from "@marketing/shared/grpc/rpc";
import type { ApiContext } from "@marketing/shared/service/runtime";
import { outlookMessage, similarMessage } from "./messages.ts";
import { findSimilar } from "./queries.ts";
import { findFields, findRules, planOfRequest } from "./requests.ts";

export const historyQueryRpcs = (context: Pick<ApiContext, "pool" | "vectors">) => ({
  findSimilarCampaigns: unary(CampaignService.method.findSimilarCampaigns, {
    scope: "campaign:read",
    request: findFields,
    rules: findRules,
    handle: async (ctx, { campaignId, plan, k, ...filter }) => {
      const by = campaignId === null ? { plan: planOfRequest(plan!) } : { campaignId };
      const { similar, outlook, indexedPosition } = await findSimilar(context, ctx, { ...filter, by, k: k === 0 ? 10 : k });
      return { campaigns: similar.map(similarMessage), outlook: outlookMessage(outlook), indexedPosition };
    },
  }),
});
