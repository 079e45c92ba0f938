// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Campaign as _marketing_campaign_v1_Campaign, Campaign__Output as _marketing_campaign_v1_Campaign__Output } from '../../../marketing/campaign/v1/Campaign.ts';
import type { Long } from '@grpc/proto-loader';

export interface UpdateCampaignResponse {
  'campaign'?: (_marketing_campaign_v1_Campaign | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface UpdateCampaignResponse__Output {
  'campaign': (_marketing_campaign_v1_Campaign__Output | null);
  'version': (string);
  'position': (string);
}
