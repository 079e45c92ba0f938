// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.rejected: a draft again.
 */
export interface ContentRejected {
  'contentId'?: (string);
  'version'?: (number);
  'reason'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * content.rejected: a draft again.
 */
export interface ContentRejected__Output {
  'contentId': (string);
  'version': (number);
  'reason': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
