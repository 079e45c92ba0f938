// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

export interface SegmentMembership {
  /**
   * 1 to 50 characters.
   */
  'segment'?: (string);
  /**
   * The highest is the primary segment; equal ones by name.
   */
  'priority'?: (number);
  'assignedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * "manual", "rule", or who else put the user there.
   */
  'source'?: (string);
}

export interface SegmentMembership__Output {
  /**
   * 1 to 50 characters.
   */
  'segment': (string);
  /**
   * The highest is the primary segment; equal ones by name.
   */
  'priority': (number);
  'assignedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * "manual", "rule", or who else put the user there.
   */
  'source': (string);
}
