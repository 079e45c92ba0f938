// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { AdCampaign as _marketing_campaign_v1_AdCampaign, AdCampaign__Output as _marketing_campaign_v1_AdCampaign__Output } from '../../../marketing/campaign/v1/AdCampaign.ts';
import type { Long } from '@grpc/proto-loader';

export interface CreateAdCampaignResponse {
  'adCampaign'?: (_marketing_campaign_v1_AdCampaign | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface CreateAdCampaignResponse__Output {
  'adCampaign': (_marketing_campaign_v1_AdCampaign__Output | null);
  'version': (string);
  'position': (string);
}
