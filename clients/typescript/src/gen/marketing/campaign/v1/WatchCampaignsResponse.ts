// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { CampaignUpdate as _marketing_campaign_v1_CampaignUpdate, CampaignUpdate__Output as _marketing_campaign_v1_CampaignUpdate__Output } from '../../../marketing/campaign/v1/CampaignUpdate.ts';
import type { Long } from '@grpc/proto-loader';

export interface WatchCampaignsResponse {
  /**
   * Absent in a message that only moves the position.
   */
  'update'?: (_marketing_campaign_v1_CampaignUpdate | null);
  'position'?: (number | string | Long);
  'live'?: (boolean);
}

export interface WatchCampaignsResponse__Output {
  /**
   * Absent in a message that only moves the position.
   */
  'update': (_marketing_campaign_v1_CampaignUpdate__Output | null);
  'position': (string);
  'live': (boolean);
}
