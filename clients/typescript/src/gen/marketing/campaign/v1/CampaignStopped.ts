// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * campaign.stopped
 */
export interface CampaignStopped {
  'campaignId'?: (string);
  'reason'?: (string);
  'endedAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * campaign.stopped
 */
export interface CampaignStopped__Output {
  'campaignId': (string);
  'reason': (string);
  'endedAt': (_google_protobuf_Timestamp__Output | null);
}
