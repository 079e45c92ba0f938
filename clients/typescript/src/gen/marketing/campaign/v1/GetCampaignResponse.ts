// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Campaign as _marketing_campaign_v1_Campaign, Campaign__Output as _marketing_campaign_v1_Campaign__Output } from '../../../marketing/campaign/v1/Campaign.ts';

export interface GetCampaignResponse {
  'campaign'?: (_marketing_campaign_v1_Campaign | null);
}

export interface GetCampaignResponse__Output {
  'campaign': (_marketing_campaign_v1_Campaign__Output | null);
}
