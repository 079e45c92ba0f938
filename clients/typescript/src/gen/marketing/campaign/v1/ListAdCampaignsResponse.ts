// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { AdCampaign as _marketing_campaign_v1_AdCampaign, AdCampaign__Output as _marketing_campaign_v1_AdCampaign__Output } from '../../../marketing/campaign/v1/AdCampaign.ts';

export interface ListAdCampaignsResponse {
  'adCampaigns'?: (_marketing_campaign_v1_AdCampaign)[];
  'nextPageToken'?: (string);
}

export interface ListAdCampaignsResponse__Output {
  'adCampaigns': (_marketing_campaign_v1_AdCampaign__Output)[];
  'nextPageToken': (string);
}
