// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { CampaignPlan as _marketing_campaign_v1_CampaignPlan, CampaignPlan__Output as _marketing_campaign_v1_CampaignPlan__Output } from '../../../marketing/campaign/v1/CampaignPlan.ts';
import type { Platform as _marketing_campaign_v1_Platform, Platform__Output as _marketing_campaign_v1_Platform__Output } from '../../../marketing/campaign/v1/Platform.ts';
import type { CampaignType as _marketing_campaign_v1_CampaignType, CampaignType__Output as _marketing_campaign_v1_CampaignType__Output } from '../../../marketing/campaign/v1/CampaignType.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Exactly one of campaign_id and plan. Filters add up; what a campaign has no figure for does not pass a filter on it.
 */
export interface FindSimilarCampaignsRequest {
  /**
   * A campaign of one's own, finished or not, which is never among the answers.
   */
  'campaignId'?: (string);
  'plan'?: (_marketing_campaign_v1_CampaignPlan | null);
  /**
   * Default 10, at most 100.
   */
  'k'?: (number);
  'platform'?: (_marketing_campaign_v1_Platform);
  'type'?: (_marketing_campaign_v1_CampaignType);
  /**
   * 0..1
   */
  'minPerformanceScore'?: (number | string);
  'minAudienceSize'?: (number | string | Long);
  'maxAudienceSize'?: (number | string | Long);
  /**
   * 0..1
   */
  'minConversionRate'?: (number | string);
  /**
   * Finished at this time or later; to the second.
   */
  'finishedFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Waits until what the log held there is in the index.
   */
  'minPosition'?: (number | string | Long);
  '_minPerformanceScore'?: "minPerformanceScore";
  '_minAudienceSize'?: "minAudienceSize";
  '_maxAudienceSize'?: "maxAudienceSize";
  '_minConversionRate'?: "minConversionRate";
  '_minPosition'?: "minPosition";
}

/**
 * Exactly one of campaign_id and plan. Filters add up; what a campaign has no figure for does not pass a filter on it.
 */
export interface FindSimilarCampaignsRequest__Output {
  /**
   * A campaign of one's own, finished or not, which is never among the answers.
   */
  'campaignId': (string);
  'plan': (_marketing_campaign_v1_CampaignPlan__Output | null);
  /**
   * Default 10, at most 100.
   */
  'k': (number);
  'platform': (_marketing_campaign_v1_Platform__Output);
  'type': (_marketing_campaign_v1_CampaignType__Output);
  /**
   * 0..1
   */
  'minPerformanceScore'?: (number);
  'minAudienceSize'?: (string);
  'maxAudienceSize'?: (string);
  /**
   * 0..1
   */
  'minConversionRate'?: (number);
  /**
   * Finished at this time or later; to the second.
   */
  'finishedFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Waits until what the log held there is in the index.
   */
  'minPosition'?: (string);
  '_minPerformanceScore'?: "minPerformanceScore";
  '_minAudienceSize'?: "minAudienceSize";
  '_maxAudienceSize'?: "maxAudienceSize";
  '_minConversionRate'?: "minConversionRate";
  '_minPosition'?: "minPosition";
}
