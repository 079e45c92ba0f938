import type { AdCampaignServiceClient, AdCampaignServiceDefinition } from "./gen/marketing/campaign/v1/AdCampaignService.ts";
import type { CampaignServiceClient, CampaignServiceDefinition } from "./gen/marketing/campaign/v1/CampaignService.ts";
import type { TaskServiceClient, TaskServiceDefinition } from "./gen/marketing/campaign/v1/TaskService.ts";
import type { ContentServiceClient, ContentServiceDefinition } from "./gen/marketing/content/v1/ContentService.ts";
import type { KnowledgeServiceClient, KnowledgeServiceDefinition } from "./gen/marketing/content/v1/KnowledgeService.ts";
import type { IdentityServiceClient, IdentityServiceDefinition } from "./gen/marketing/identity/v1/IdentityService.ts";
import type { PatternServiceClient, PatternServiceDefinition } from "./gen/marketing/identity/v1/PatternService.ts";
import type { SegmentServiceClient, SegmentServiceDefinition } from "./gen/marketing/identity/v1/SegmentService.ts";
import type { TenantServiceClient, TenantServiceDefinition } from "./gen/marketing/identity/v1/TenantService.ts";
import type { LeadServiceClient, LeadServiceDefinition } from "./gen/marketing/lead/v1/LeadService.ts";
import type { OperationsServiceClient, OperationsServiceDefinition } from "./gen/marketing/operations/v1/OperationsService.ts";
import type { TrackingServiceClient, TrackingServiceDefinition } from "./gen/marketing/tracking/v1/TrackingService.ts";
import type { Api } from "./types.ts";

/** The five programs, in the order in which things flow through them. */
export const serviceNames = ["identity", "tracking", "campaign", "lead", "content"] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface Apis {
  readonly identity: Api<IdentityServiceClient, IdentityServiceDefinition>;
  readonly segment: Api<SegmentServiceClient, SegmentServiceDefinition>;
  readonly pattern: Api<PatternServiceClient, PatternServiceDefinition>;
  readonly tenants: Api<TenantServiceClient, TenantServiceDefinition>;
  readonly tracking: Api<TrackingServiceClient, TrackingServiceDefinition>;
  readonly campaign: Api<CampaignServiceClient, CampaignServiceDefinition>;
  readonly adCampaign: Api<AdCampaignServiceClient, AdCampaignServiceDefinition>;
  readonly task: Api<TaskServiceClient, TaskServiceDefinition>;
  readonly lead: Api<LeadServiceClient, LeadServiceDefinition>;
  readonly content: Api<ContentServiceClient, ContentServiceDefinition>;
  readonly knowledge: Api<KnowledgeServiceClient, KnowledgeServiceDefinition>;
}

export type OperationsApi = Api<OperationsServiceClient, OperationsServiceDefinition>;

export interface Contract {
  readonly package: string;
  readonly service: string;
}

export const operationsContract: Contract = { package: "marketing.operations.v1", service: "OperationsService" };

/** Which program serves what. */
export const contracts: Readonly<Record<keyof Apis, Contract & { readonly program: ServiceName }>> = {
  identity: { program: "identity", package: "marketing.identity.v1", service: "IdentityService" },
  segment: { program: "identity", package: "marketing.identity.v1", service: "SegmentService" },
  pattern: { program: "identity", package: "marketing.identity.v1", service: "PatternService" },
  tenants: { program: "identity", package: "marketing.identity.v1", service: "TenantService" },
  tracking: { program: "tracking", package: "marketing.tracking.v1", service: "TrackingService" },
  campaign: { program: "campaign", package: "marketing.campaign.v1", service: "CampaignService" },
  adCampaign: { program: "campaign", package: "marketing.campaign.v1", service: "AdCampaignService" },
  task: { program: "campaign", package: "marketing.campaign.v1", service: "TaskService" },
  lead: { program: "lead", package: "marketing.lead.v1", service: "LeadService" },
  content: { program: "content", package: "marketing.content.v1", service: "ContentService" },
  knowledge: { program: "content", package: "marketing.content.v1", service: "KnowledgeService" },
};
