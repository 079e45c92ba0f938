// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Platform as _marketing_campaign_v1_Platform, Platform__Output as _marketing_campaign_v1_Platform__Output } from '../../../marketing/campaign/v1/Platform.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { AdCampaignOrder as _marketing_campaign_v1_AdCampaignOrder, AdCampaignOrder__Output as _marketing_campaign_v1_AdCampaignOrder__Output } from '../../../marketing/campaign/v1/AdCampaignOrder.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Filters add up.
 */
export interface ListAdCampaignsRequest {
  'campaignId'?: (string);
  'platform'?: (_marketing_campaign_v1_Platform);
  /**
   * Never optimised, or not since then; implies stale first.
   */
  'staleBefore'?: (_google_protobuf_Timestamp | null);
  'audienceContains'?: (_google_protobuf_Struct | null);
  /**
   * As {"clicks": 10}.
   */
  'metricsContain'?: (_google_protobuf_Struct | null);
  /**
   * At least this many clicks per impression.
   */
  'minCtr'?: (number | string);
  'order'?: (_marketing_campaign_v1_AdCampaignOrder);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minCtr'?: "minCtr";
  '_minPosition'?: "minPosition";
}

/**
 * Filters add up.
 */
export interface ListAdCampaignsRequest__Output {
  'campaignId': (string);
  'platform': (_marketing_campaign_v1_Platform__Output);
  /**
   * Never optimised, or not since then; implies stale first.
   */
  'staleBefore': (_google_protobuf_Timestamp__Output | null);
  'audienceContains': (_google_protobuf_Struct__Output | null);
  /**
   * As {"clicks": 10}.
   */
  'metricsContain': (_google_protobuf_Struct__Output | null);
  /**
   * At least this many clicks per impression.
   */
  'minCtr'?: (number);
  'order': (_marketing_campaign_v1_AdCampaignOrder__Output);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minCtr'?: "minCtr";
  '_minPosition'?: "minPosition";
}
