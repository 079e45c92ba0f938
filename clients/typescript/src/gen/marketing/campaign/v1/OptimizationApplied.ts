// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * ad-campaign.optimization-applied
 */
export interface OptimizationApplied {
  'adCampaignId'?: (string);
  'campaignId'?: (string);
  'kind'?: (string);
  'changes'?: (_google_protobuf_Struct | null);
  'at'?: (_google_protobuf_Timestamp | null);
}

/**
 * ad-campaign.optimization-applied
 */
export interface OptimizationApplied__Output {
  'adCampaignId': (string);
  'campaignId': (string);
  'kind': (string);
  'changes': (_google_protobuf_Struct__Output | null);
  'at': (_google_protobuf_Timestamp__Output | null);
}
