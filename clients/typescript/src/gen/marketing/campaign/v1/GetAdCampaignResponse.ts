// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { AdCampaign as _marketing_campaign_v1_AdCampaign, AdCampaign__Output as _marketing_campaign_v1_AdCampaign__Output } from '../../../marketing/campaign/v1/AdCampaign.ts';

export interface GetAdCampaignResponse {
  'adCampaign'?: (_marketing_campaign_v1_AdCampaign | null);
}

export interface GetAdCampaignResponse__Output {
  'adCampaign': (_marketing_campaign_v1_AdCampaign__Output | null);
}
