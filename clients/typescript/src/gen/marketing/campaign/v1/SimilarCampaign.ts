// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { CampaignType as _marketing_campaign_v1_CampaignType, CampaignType__Output as _marketing_campaign_v1_CampaignType__Output } from '../../../marketing/campaign/v1/CampaignType.ts';
import type { CampaignStatus as _marketing_campaign_v1_CampaignStatus, CampaignStatus__Output as _marketing_campaign_v1_CampaignStatus__Output } from '../../../marketing/campaign/v1/CampaignStatus.ts';
import type { Platform as _marketing_campaign_v1_Platform, Platform__Output as _marketing_campaign_v1_Platform__Output } from '../../../marketing/campaign/v1/Platform.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A finished campaign on one platform. Where it ran on several ad platforms, what it spent is shared out between them as their reports say, what it
 * earned by reported revenue, else conversions, else clicks, else spend: the parts make exactly the campaign's figures.
 */
export interface SimilarCampaign {
  'campaignId'?: (string);
  'name'?: (string);
  'type'?: (_marketing_campaign_v1_CampaignType);
  /**
   * COMPLETED or STOPPED.
   */
  'status'?: (_marketing_campaign_v1_CampaignStatus);
  /**
   * UNSPECIFIED = no ad platform, or several that are not told apart.
   */
  'platform'?: (_marketing_campaign_v1_Platform);
  /**
   * Cosine similarity of the plans, -1..1.
   */
  'score'?: (number | string);
  /**
   * 0..1: revenue / (revenue + spent), as the leaderboard's; absent when no money moved.
   */
  'performanceScore'?: (number | string);
  /**
   * Of the ad campaigns' audience_config.size, each audience counted once; absent when none is given.
   */
  'audienceSize'?: (number | string | Long);
  /**
   * 0..1: conversions / clicks as the platform reported; absent without clicks.
   */
  'conversionRate'?: (number | string);
  /**
   * Of budget, spent and revenue.
   */
  'currency'?: (string);
  /**
   * Of the whole campaign; absent = unlimited.
   */
  'budgetMicros'?: (number | string | Long);
  'spentMicros'?: (number | string | Long);
  'revenueMicros'?: (number | string | Long);
  /**
   * (revenue - spent) / spent; absent when nothing was spent.
   */
  'roi'?: (number | string);
  'impressions'?: (number | string | Long);
  'clicks'?: (number | string | Long);
  'conversions'?: (number | string | Long);
  /**
   * Absent = it never started.
   */
  'startedAt'?: (_google_protobuf_Timestamp | null);
  'finishedAt'?: (_google_protobuf_Timestamp | null);
  '_performanceScore'?: "performanceScore";
  '_audienceSize'?: "audienceSize";
  '_conversionRate'?: "conversionRate";
  '_budgetMicros'?: "budgetMicros";
  '_roi'?: "roi";
}

/**
 * A finished campaign on one platform. Where it ran on several ad platforms, what it spent is shared out between them as their reports say, what it
 * earned by reported revenue, else conversions, else clicks, else spend: the parts make exactly the campaign's figures.
 */
export interface SimilarCampaign__Output {
  'campaignId': (string);
  'name': (string);
  'type': (_marketing_campaign_v1_CampaignType__Output);
  /**
   * COMPLETED or STOPPED.
   */
  'status': (_marketing_campaign_v1_CampaignStatus__Output);
  /**
   * UNSPECIFIED = no ad platform, or several that are not told apart.
   */
  'platform': (_marketing_campaign_v1_Platform__Output);
  /**
   * Cosine similarity of the plans, -1..1.
   */
  'score': (number);
  /**
   * 0..1: revenue / (revenue + spent), as the leaderboard's; absent when no money moved.
   */
  'performanceScore'?: (number);
  /**
   * Of the ad campaigns' audience_config.size, each audience counted once; absent when none is given.
   */
  'audienceSize'?: (string);
  /**
   * 0..1: conversions / clicks as the platform reported; absent without clicks.
   */
  'conversionRate'?: (number);
  /**
   * Of budget, spent and revenue.
   */
  'currency': (string);
  /**
   * Of the whole campaign; absent = unlimited.
   */
  'budgetMicros'?: (string);
  'spentMicros': (string);
  'revenueMicros': (string);
  /**
   * (revenue - spent) / spent; absent when nothing was spent.
   */
  'roi'?: (number);
  'impressions': (string);
  'clicks': (string);
  'conversions': (string);
  /**
   * Absent = it never started.
   */
  'startedAt': (_google_protobuf_Timestamp__Output | null);
  'finishedAt': (_google_protobuf_Timestamp__Output | null);
  '_performanceScore'?: "performanceScore";
  '_audienceSize'?: "audienceSize";
  '_conversionRate'?: "conversionRate";
  '_budgetMicros'?: "budgetMicros";
  '_roi'?: "roi";
}
