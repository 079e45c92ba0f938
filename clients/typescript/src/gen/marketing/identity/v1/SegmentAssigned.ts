// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * user.segment-assigned
 */
export interface SegmentAssigned {
  'userId'?: (string);
  'segment'?: (string);
  'priority'?: (number);
  'source'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * user.segment-assigned
 */
export interface SegmentAssigned__Output {
  'userId': (string);
  'segment': (string);
  'priority': (number);
  'source': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
