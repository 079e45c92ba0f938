// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Totals since the beginning, as of a moment.
 */
export interface PerformanceMetrics {
  'impressions'?: (number | string | Long);
  'clicks'?: (number | string | Long);
  'conversions'?: (number | string | Long);
  'spendMicros'?: (number | string | Long);
  /**
   * What the platform claims; the campaign's revenue comes from conversions alone.
   */
  'revenueMicros'?: (number | string | Long);
  'asOf'?: (_google_protobuf_Timestamp | null);
  /**
   * clicks / impressions; absent without impressions. Filled by the server.
   */
  'ctr'?: (number | string);
  /**
   * ISO 4217; the campaign's.
   */
  'currency'?: (string);
  '_ctr'?: "ctr";
}

/**
 * Totals since the beginning, as of a moment.
 */
export interface PerformanceMetrics__Output {
  'impressions': (string);
  'clicks': (string);
  'conversions': (string);
  'spendMicros': (string);
  /**
   * What the platform claims; the campaign's revenue comes from conversions alone.
   */
  'revenueMicros': (string);
  'asOf': (_google_protobuf_Timestamp__Output | null);
  /**
   * clicks / impressions; absent without impressions. Filled by the server.
   */
  'ctr'?: (number);
  /**
   * ISO 4217; the campaign's.
   */
  'currency': (string);
  '_ctr'?: "ctr";
}
