// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * campaign.schedule-missed: its start window had passed; it did not start.
 */
export interface CampaignScheduleMissed {
  'campaignId'?: (string);
  'startAt'?: (_google_protobuf_Timestamp | null);
  'startUntil'?: (_google_protobuf_Timestamp | null);
}

/**
 * campaign.schedule-missed: its start window had passed; it did not start.
 */
export interface CampaignScheduleMissed__Output {
  'campaignId': (string);
  'startAt': (_google_protobuf_Timestamp__Output | null);
  'startUntil': (_google_protobuf_Timestamp__Output | null);
}
