// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * campaign.started, the first time
 */
export interface CampaignStarted {
  'campaignId'?: (string);
  'name'?: (string);
  'type'?: (string);
  'config'?: (_google_protobuf_Struct | null);
  'startedAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * campaign.started, the first time
 */
export interface CampaignStarted__Output {
  'campaignId': (string);
  'name': (string);
  'type': (string);
  'config': (_google_protobuf_Struct__Output | null);
  'startedAt': (_google_protobuf_Timestamp__Output | null);
}
