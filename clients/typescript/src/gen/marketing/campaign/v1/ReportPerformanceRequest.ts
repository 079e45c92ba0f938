// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ReportPerformanceRequest {
  'adCampaignId'?: (string);
  'impressions'?: (number | string | Long);
  'clicks'?: (number | string | Long);
  'conversions'?: (number | string | Long);
  'spendMicros'?: (number | string | Long);
  'revenueMicros'?: (number | string | Long);
  /**
   * Not more than 24 h ahead.
   */
  'asOf'?: (_google_protobuf_Timestamp | null);
  /**
   * Empty = the campaign's.
   */
  'currency'?: (string);
  'requestId'?: (string);
}

export interface ReportPerformanceRequest__Output {
  'adCampaignId': (string);
  'impressions': (string);
  'clicks': (string);
  'conversions': (string);
  'spendMicros': (string);
  'revenueMicros': (string);
  /**
   * Not more than 24 h ahead.
   */
  'asOf': (_google_protobuf_Timestamp__Output | null);
  /**
   * Empty = the campaign's.
   */
  'currency': (string);
  'requestId': (string);
}
