// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * campaign.completed
 */
export interface CampaignCompleted {
  'campaignId'?: (string);
  'endedAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * campaign.completed
 */
export interface CampaignCompleted__Output {
  'campaignId': (string);
  'endedAt': (_google_protobuf_Timestamp__Output | null);
}
