// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * segment.updated: rule and priority as they are now.
 */
export interface SegmentUpdated {
  'segmentId'?: (string);
  'name'?: (string);
  'rule'?: (_google_protobuf_Struct | null);
  'priority'?: (number);
  'revision'?: (number);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * segment.updated: rule and priority as they are now.
 */
export interface SegmentUpdated__Output {
  'segmentId': (string);
  'name': (string);
  'rule': (_google_protobuf_Struct__Output | null);
  'priority': (number);
  'revision': (number);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
