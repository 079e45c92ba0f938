// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface RecordSpendRequest {
  'campaignId'?: (string);
  /**
   * 1 to 1,000,000,000,000,000.
   */
  'amountMicros'?: (number | string | Long);
  /**
   * Empty = the campaign's.
   */
  'currency'?: (string);
  /**
   * Where it was spent, as "google_ads" or "invoice 12"; at most 255 characters.
   */
  'source'?: (string);
  /**
   * Default: now.
   */
  'spentAt'?: (_google_protobuf_Timestamp | null);
  'requestId'?: (string);
}

export interface RecordSpendRequest__Output {
  'campaignId': (string);
  /**
   * 1 to 1,000,000,000,000,000.
   */
  'amountMicros': (string);
  /**
   * Empty = the campaign's.
   */
  'currency': (string);
  /**
   * Where it was spent, as "google_ads" or "invoice 12"; at most 255 characters.
   */
  'source': (string);
  /**
   * Default: now.
   */
  'spentAt': (_google_protobuf_Timestamp__Output | null);
  'requestId': (string);
}
