// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * segment.activated
 */
export interface SegmentActivated {
  'segmentId'?: (string);
  'name'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * segment.activated
 */
export interface SegmentActivated__Output {
  'segmentId': (string);
  'name': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
