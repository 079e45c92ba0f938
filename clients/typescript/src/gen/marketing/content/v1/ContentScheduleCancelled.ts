// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.schedule-cancelled: by hand, or because it could not be published when its time had come.
 */
export interface ContentScheduleCancelled {
  'contentId'?: (string);
  'reason'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * content.schedule-cancelled: by hand, or because it could not be published when its time had come.
 */
export interface ContentScheduleCancelled__Output {
  'contentId': (string);
  'reason': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
