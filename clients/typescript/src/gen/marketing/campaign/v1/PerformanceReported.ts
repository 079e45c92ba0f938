// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * ad-campaign.performance-reported: totals as of a moment.
 */
export interface PerformanceReported {
  'adCampaignId'?: (string);
  'campaignId'?: (string);
  'asOf'?: (_google_protobuf_Timestamp | null);
  'impressions'?: (number | string | Long);
  'clicks'?: (number | string | Long);
  'conversions'?: (number | string | Long);
  'spendMicros'?: (number | string | Long);
  'revenueMicros'?: (number | string | Long);
  'platform'?: (string);
}

/**
 * ad-campaign.performance-reported: totals as of a moment.
 */
export interface PerformanceReported__Output {
  'adCampaignId': (string);
  'campaignId': (string);
  'asOf': (_google_protobuf_Timestamp__Output | null);
  'impressions': (string);
  'clicks': (string);
  'conversions': (string);
  'spendMicros': (string);
  'revenueMicros': (string);
  'platform': (string);
}
