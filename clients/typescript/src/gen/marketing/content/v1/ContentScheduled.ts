// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.scheduled
 */
export interface ContentScheduled {
  'contentId'?: (string);
  'version'?: (number);
  'scheduledFor'?: (_google_protobuf_Timestamp | null);
}

/**
 * content.scheduled
 */
export interface ContentScheduled__Output {
  'contentId': (string);
  'version': (number);
  'scheduledFor': (_google_protobuf_Timestamp__Output | null);
}
