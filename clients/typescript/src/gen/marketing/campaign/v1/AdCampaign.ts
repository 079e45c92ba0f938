// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Platform as _marketing_campaign_v1_Platform, Platform__Output as _marketing_campaign_v1_Platform__Output } from '../../../marketing/campaign/v1/Platform.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Creative as _marketing_campaign_v1_Creative, Creative__Output as _marketing_campaign_v1_Creative__Output } from '../../../marketing/campaign/v1/Creative.ts';
import type { PerformanceMetrics as _marketing_campaign_v1_PerformanceMetrics, PerformanceMetrics__Output as _marketing_campaign_v1_PerformanceMetrics__Output } from '../../../marketing/campaign/v1/PerformanceMetrics.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface AdCampaign {
  /**
   * UUID
   */
  'adCampaignId'?: (string);
  'campaignId'?: (string);
  'platform'?: (_marketing_campaign_v1_Platform);
  /**
   * Empty = not linked.
   */
  'platformCampaignId'?: (string);
  'audienceConfig'?: (_google_protobuf_Struct | null);
  'creatives'?: (_marketing_campaign_v1_Creative)[];
  /**
   * Absent = never reported.
   */
  'performanceMetrics'?: (_marketing_campaign_v1_PerformanceMetrics | null);
  /**
   * Absent = never.
   */
  'lastOptimized'?: (_google_protobuf_Timestamp | null);
  'name'?: (string);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * What the last optimisation was.
   */
  'lastOptimization'?: (string);
  'version'?: (number | string | Long);
}

export interface AdCampaign__Output {
  /**
   * UUID
   */
  'adCampaignId': (string);
  'campaignId': (string);
  'platform': (_marketing_campaign_v1_Platform__Output);
  /**
   * Empty = not linked.
   */
  'platformCampaignId': (string);
  'audienceConfig': (_google_protobuf_Struct__Output | null);
  'creatives': (_marketing_campaign_v1_Creative__Output)[];
  /**
   * Absent = never reported.
   */
  'performanceMetrics': (_marketing_campaign_v1_PerformanceMetrics__Output | null);
  /**
   * Absent = never.
   */
  'lastOptimized': (_google_protobuf_Timestamp__Output | null);
  'name': (string);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * What the last optimisation was.
   */
  'lastOptimization': (string);
  'version': (string);
}
