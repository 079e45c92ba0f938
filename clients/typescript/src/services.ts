import type { Client } from "@connectrpc/connect";
import { AdCampaignService } from "@marketing/protos/campaign/v1/ad_campaign_service";
import { CampaignService } from "@marketing/protos/campaign/v1/campaign_service";
import { TaskService } from "@marketing/protos/campaign/v1/task_service";
import { ContentService } from "@marketing/protos/content/v1/content_service";
import { KnowledgeService } from "@marketing/protos/content/v1/knowledge_service";
import { ConsentService } from "@marketing/protos/identity/v1/consent_service";
import { IdentityService, TenantService } from "@marketing/protos/identity/v1/identity_service";
import { PatternService } from "@marketing/protos/identity/v1/pattern_service";
import { SegmentService } from "@marketing/protos/identity/v1/segment_service";
import { LeadService } from "@marketing/protos/lead/v1/lead_service";
import type { OperationsService } from "@marketing/protos/operations/v1/operations_service";
import type { PrivacyService } from "@marketing/protos/privacy/v1/privacy_service";
import { TrackingService } from "@marketing/protos/tracking/v1/tracking_service";
import type { ServiceName } from "./serviceNames.ts";

/** Which program serves what. */
export const contracts = {
  identity: { program: "identity", service: IdentityService },
  segment: { program: "identity", service: SegmentService },
  consent: { program: "identity", service: ConsentService },
  pattern: { program: "identity", service: PatternService },
  tenants: { program: "identity", service: TenantService },
  tracking: { program: "tracking", service: TrackingService },
  campaign: { program: "campaign", service: CampaignService },
  adCampaign: { program: "campaign", service: AdCampaignService },
  task: { program: "campaign", service: TaskService },
  lead: { program: "lead", service: LeadService },
  content: { program: "content", service: ContentService },
  knowledge: { program: "content", service: KnowledgeService },
} as const satisfies Readonly<Record<string, { readonly program: ServiceName; readonly service: object }>>;

export type ContractName = keyof typeof contracts;

/** Every service by its contract's name, each RPC a function of its request. */
export type Apis = { readonly [Name in ContractName]: Client<(typeof contracts)[Name]["service"]> };

/** What every program serves to its operators. */
export type OperationsApi = Client<typeof OperationsService>;
/** What every program serves of the people it knows. */
export type PrivacyApi = Client<typeof PrivacyService>;
