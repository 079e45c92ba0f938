import type { Implementation } from "@marketing/shared/grpc/server";
import type { ServiceContext } from "@marketing/shared/service/runtime";
import { adCampaignCommandMethods } from "./grpc/adCampaignCommandMethods.ts";
import { adCampaignQueryMethods } from "./grpc/adCampaignQueryMethods.ts";
import { campaignCommandMethods } from "./grpc/campaignCommandMethods.ts";
import { campaignQueryMethods } from "./grpc/campaignQueryMethods.ts";
import { historyMethods } from "./grpc/historyMethods.ts";
import { moneyMethods } from "./grpc/moneyMethods.ts";
import { streamMethods } from "./grpc/streamMethods.ts";
import { taskMethods } from "./grpc/taskMethods.ts";

/** The services of marketing.campaign.v1. Only the files under grpc/ know the shapes of its messages. */
export const implementations = (
  { log, pool, redis, source, vectors }: Pick<ServiceContext, "log" | "pool" | "redis" | "source" | "vectors">,
  options: { readonly taskRetryBaseMs: number },
): ReadonlyArray<Implementation> => [
  {
    package: "marketing.campaign.v1",
    name: "CampaignService",
    methods: {
      ...campaignCommandMethods(log, pool),
      ...moneyMethods(log, pool),
      ...campaignQueryMethods(pool, redis),
      ...historyMethods({ pool, vectors }),
      ...streamMethods(log, source),
    },
  },
  {
    package: "marketing.campaign.v1",
    name: "AdCampaignService",
    methods: { ...adCampaignCommandMethods(log), ...adCampaignQueryMethods(pool) },
  },
  { package: "marketing.campaign.v1", name: "TaskService", methods: taskMethods(log, pool, source, options.taskRetryBaseMs) },
];
