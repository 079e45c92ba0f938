// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ScheduleCampaignRequest {
  'campaignId'?: (string);
  'startAt'?: (_google_protobuf_Timestamp | null);
  /**
   * After start_at and in the future; default: an hour after start_at.
   */
  'startUntil'?: (_google_protobuf_Timestamp | null);
  /**
   * After start_until; the campaign completes then.
   */
  'endAt'?: (_google_protobuf_Timestamp | null);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface ScheduleCampaignRequest__Output {
  'campaignId': (string);
  'startAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * After start_at and in the future; default: an hour after start_at.
   */
  'startUntil': (_google_protobuf_Timestamp__Output | null);
  /**
   * After start_until; the campaign completes then.
   */
  'endAt': (_google_protobuf_Timestamp__Output | null);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
