// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.approved
 */
export interface ContentApproved {
  'contentId'?: (string);
  'version'?: (number);
  'comment'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * content.approved
 */
export interface ContentApproved__Output {
  'contentId': (string);
  'version': (number);
  'comment': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
