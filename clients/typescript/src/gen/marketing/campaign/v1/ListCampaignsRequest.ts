// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { CampaignStatus as _marketing_campaign_v1_CampaignStatus, CampaignStatus__Output as _marketing_campaign_v1_CampaignStatus__Output } from '../../../marketing/campaign/v1/CampaignStatus.ts';
import type { CampaignType as _marketing_campaign_v1_CampaignType, CampaignType__Output as _marketing_campaign_v1_CampaignType__Output } from '../../../marketing/campaign/v1/CampaignType.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Filters add up. Newest first.
 */
export interface ListCampaignsRequest {
  'status'?: (_marketing_campaign_v1_CampaignStatus);
  'type'?: (_marketing_campaign_v1_CampaignType);
  /**
   * As in Campaign.created_by.
   */
  'createdBy'?: (string);
  /**
   * Campaigns whose config contains all of this, as {"channels": ["email"]}.
   */
  'configContains'?: (_google_protobuf_Struct | null);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

/**
 * Filters add up. Newest first.
 */
export interface ListCampaignsRequest__Output {
  'status': (_marketing_campaign_v1_CampaignStatus__Output);
  'type': (_marketing_campaign_v1_CampaignType__Output);
  /**
   * As in Campaign.created_by.
   */
  'createdBy': (string);
  /**
   * Campaigns whose config contains all of this, as {"channels": ["email"]}.
   */
  'configContains': (_google_protobuf_Struct__Output | null);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
