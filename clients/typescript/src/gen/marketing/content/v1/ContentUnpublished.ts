// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.unpublished
 */
export interface ContentUnpublished {
  'contentId'?: (string);
  /**
   * The one that was published.
   */
  'version'?: (number);
  'reason'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * content.unpublished
 */
export interface ContentUnpublished__Output {
  'contentId': (string);
  /**
   * The one that was published.
   */
  'version': (number);
  'reason': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
