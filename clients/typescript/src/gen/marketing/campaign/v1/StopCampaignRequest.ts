// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface StopCampaignRequest {
  'campaignId'?: (string);
  /**
   * At most 255 characters.
   */
  'reason'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface StopCampaignRequest__Output {
  'campaignId': (string);
  /**
   * At most 255 characters.
   */
  'reason': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
