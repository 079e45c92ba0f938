// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetAdCampaignRequest {
  'adCampaignId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetAdCampaignRequest__Output {
  'adCampaignId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
