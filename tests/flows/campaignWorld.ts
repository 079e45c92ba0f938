import { uuidv7 } from "@marketing/shared/base/ids";
import { type Caller, caller, type RpcClient } from "../support/rpc.ts";
import { openWorld, type World } from "../support/world.ts";

/** campaign alone, quick with what it does by the clock; the test plays those it hears. */
export const openCampaignWorld = (env: Readonly<Record<string, string>> = {}): Promise<World> =>
  openWorld({
    services: ["campaign"],
    plays: ["identity", "tracking", "lead"],
    env: {
      SCHEDULE_SWEEP_MS: "100",
      LEASE_SWEEP_MS: "100",
      TASK_RETRY_BASE_MS: "50",
      ATTRIBUTION_SWEEP_MS: "100",
      ATTRIBUTION_SETTLE_MS: "300",
      ...env,
    },
  });

export interface CampaignTenant {
  readonly tenantId: string;
  readonly campaigns: RpcClient;
  readonly ads: RpcClient;
  readonly tasks: RpcClient;
  /** Of the CampaignService. */
  readonly call: Caller;
  /** A campaign of the type that is active. */
  active(terms?: object): Promise<string>;
}

export const campaignTenant = (world: World, tenantId: string = uuidv7()): CampaignTenant => {
  const campaigns = world.as(tenantId, "CampaignService");
  const call = caller(campaigns);
  return {
    tenantId,
    campaigns,
    ads: world.as(tenantId, "AdCampaignService"),
    tasks: world.as(tenantId, "TaskService"),
    call,
    active: async (terms = {}) => {
      const { campaign } = await call("CreateCampaign", { name: "Test", type: "CAMPAIGN_TYPE_LEAD_GEN", ...terms });
      await call("StartCampaign", { campaignId: campaign.campaignId });
      return campaign.campaignId;
    },
  };
};
