// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface AssignVariantRequest {
  'adCampaignId'?: (string);
  /**
   * Whoever is to see it: a user's id or an anonymous one.
   */
  'userId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface AssignVariantRequest__Output {
  'adCampaignId': (string);
  /**
   * Whoever is to see it: a user's id or an anonymous one.
   */
  'userId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
