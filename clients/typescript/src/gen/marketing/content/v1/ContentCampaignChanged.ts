// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.campaign-changed
 */
export interface ContentCampaignChanged {
  'contentId'?: (string);
  'campaignId'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * content.campaign-changed
 */
export interface ContentCampaignChanged__Output {
  'contentId': (string);
  'campaignId': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
