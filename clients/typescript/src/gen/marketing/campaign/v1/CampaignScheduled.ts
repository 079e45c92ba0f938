// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * campaign.scheduled
 */
export interface CampaignScheduled {
  'campaignId'?: (string);
  'startAt'?: (_google_protobuf_Timestamp | null);
  'startUntil'?: (_google_protobuf_Timestamp | null);
  'endAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * campaign.scheduled
 */
export interface CampaignScheduled__Output {
  'campaignId': (string);
  'startAt': (_google_protobuf_Timestamp__Output | null);
  'startUntil': (_google_protobuf_Timestamp__Output | null);
  'endAt': (_google_protobuf_Timestamp__Output | null);
}
