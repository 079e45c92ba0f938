// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetCampaignRequest {
  'campaignId'?: (string);
  'includeAdCampaigns'?: (boolean);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetCampaignRequest__Output {
  'campaignId': (string);
  'includeAdCampaigns': (boolean);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
