// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface LinkPlatformRequest {
  'adCampaignId'?: (string);
  /**
   * 1 to 255 characters.
   */
  'platformCampaignId'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface LinkPlatformRequest__Output {
  'adCampaignId': (string);
  /**
   * 1 to 255 characters.
   */
  'platformCampaignId': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
