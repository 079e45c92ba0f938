// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Creative as _marketing_campaign_v1_Creative, Creative__Output as _marketing_campaign_v1_Creative__Output } from '../../../marketing/campaign/v1/Creative.ts';
import type { Long } from '@grpc/proto-loader';

export interface SetCreativesRequest {
  'adCampaignId'?: (string);
  /**
   * 1 to 50.
   */
  'creatives'?: (_marketing_campaign_v1_Creative)[];
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface SetCreativesRequest__Output {
  'adCampaignId': (string);
  /**
   * 1 to 50.
   */
  'creatives': (_marketing_campaign_v1_Creative__Output)[];
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
