// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * content.changed: there is a new version, in state draft.
 */
export interface ContentChanged {
  'contentId'?: (string);
  'version'?: (number);
  'title'?: (string);
  /**
   * The version it was restored from; 0 = none.
   */
  'restoredFrom'?: (number);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * content.changed: there is a new version, in state draft.
 */
export interface ContentChanged__Output {
  'contentId': (string);
  'version': (number);
  'title': (string);
  /**
   * The version it was restored from; 0 = none.
   */
  'restoredFrom': (number);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
