// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.submitted: in review.
 */
export interface ContentSubmitted {
  'contentId'?: (string);
  'version'?: (number);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * content.submitted: in review.
 */
export interface ContentSubmitted__Output {
  'contentId': (string);
  'version': (number);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
