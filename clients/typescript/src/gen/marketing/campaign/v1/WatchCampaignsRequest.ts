// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface WatchCampaignsRequest {
  /**
   * 0 = from the first change. To go on after a break: the last position received.
   */
  'afterPosition'?: (number | string | Long);
  /**
   * Empty = all.
   */
  'campaignIds'?: (string)[];
}

export interface WatchCampaignsRequest__Output {
  /**
   * 0 = from the first change. To go on after a break: the last position received.
   */
  'afterPosition': (string);
  /**
   * Empty = all.
   */
  'campaignIds': (string)[];
}
