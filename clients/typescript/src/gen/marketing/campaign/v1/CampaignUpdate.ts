// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { CampaignStatus as _marketing_campaign_v1_CampaignStatus, CampaignStatus__Output as _marketing_campaign_v1_CampaignStatus__Output } from '../../../marketing/campaign/v1/CampaignStatus.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface CampaignUpdate {
  'campaignId'?: (string);
  'status'?: (_marketing_campaign_v1_CampaignStatus);
  /**
   * Of a pause or a stop.
   */
  'reason'?: (string);
  'at'?: (_google_protobuf_Timestamp | null);
  'version'?: (number | string | Long);
}

export interface CampaignUpdate__Output {
  'campaignId': (string);
  'status': (_marketing_campaign_v1_CampaignStatus__Output);
  /**
   * Of a pause or a stop.
   */
  'reason': (string);
  'at': (_google_protobuf_Timestamp__Output | null);
  'version': (string);
}
