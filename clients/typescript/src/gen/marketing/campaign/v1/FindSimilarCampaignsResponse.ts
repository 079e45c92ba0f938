// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { SimilarCampaign as _marketing_campaign_v1_SimilarCampaign, SimilarCampaign__Output as _marketing_campaign_v1_SimilarCampaign__Output } from '../../../marketing/campaign/v1/SimilarCampaign.ts';
import type { Outlook as _marketing_campaign_v1_Outlook, Outlook__Output as _marketing_campaign_v1_Outlook__Output } from '../../../marketing/campaign/v1/Outlook.ts';
import type { Long } from '@grpc/proto-loader';

export interface FindSimilarCampaignsResponse {
  'campaigns'?: (_marketing_campaign_v1_SimilarCampaign)[];
  'outlook'?: (_marketing_campaign_v1_Outlook | null);
  /**
   * Everything up to this position of the log is in the index.
   */
  'indexedPosition'?: (number | string | Long);
}

export interface FindSimilarCampaignsResponse__Output {
  'campaigns': (_marketing_campaign_v1_SimilarCampaign__Output)[];
  'outlook': (_marketing_campaign_v1_Outlook__Output | null);
  /**
   * Everything up to this position of the log is in the index.
   */
  'indexedPosition': (string);
}
