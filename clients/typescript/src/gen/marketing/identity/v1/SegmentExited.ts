// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * user.segment-exited
 */
export interface SegmentExited {
  'userId'?: (string);
  'segment'?: (string);
  'segmentId'?: (string);
  'cause'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * user.segment-exited
 */
export interface SegmentExited__Output {
  'userId': (string);
  'segment': (string);
  'segmentId': (string);
  'cause': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
