// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Campaign as _marketing_campaign_v1_Campaign, Campaign__Output as _marketing_campaign_v1_Campaign__Output } from '../../../marketing/campaign/v1/Campaign.ts';

export interface ListCampaignsResponse {
  'campaigns'?: (_marketing_campaign_v1_Campaign)[];
  'nextPageToken'?: (string);
}

export interface ListCampaignsResponse__Output {
  'campaigns': (_marketing_campaign_v1_Campaign__Output)[];
  'nextPageToken': (string);
}
