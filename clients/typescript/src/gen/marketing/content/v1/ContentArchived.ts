// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.archived: for good.
 */
export interface ContentArchived {
  'contentId'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * content.archived: for good.
 */
export interface ContentArchived__Output {
  'contentId': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
