// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * user.segment-entered: a segment's rule holds for the person from now on.
 */
export interface SegmentEntered {
  'userId'?: (string);
  /**
   * The name.
   */
  'segment'?: (string);
  'segmentId'?: (string);
  'priority'?: (number);
  /**
   * As in SegmentHistoryEntry.
   */
  'cause'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * user.segment-entered: a segment's rule holds for the person from now on.
 */
export interface SegmentEntered__Output {
  'userId': (string);
  /**
   * The name.
   */
  'segment': (string);
  'segmentId': (string);
  'priority': (number);
  /**
   * As in SegmentHistoryEntry.
   */
  'cause': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
