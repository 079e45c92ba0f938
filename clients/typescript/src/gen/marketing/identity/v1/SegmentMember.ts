// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

export interface SegmentMember {
  /**
   * UUID
   */
  'userId'?: (string);
  'priority'?: (number);
  'enteredAt'?: (_google_protobuf_Timestamp | null);
  /**
   * "rule", "manual", "lead:<lead id>" …
   */
  'source'?: (string);
}

export interface SegmentMember__Output {
  /**
   * UUID
   */
  'userId': (string);
  'priority': (number);
  'enteredAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * "rule", "manual", "lead:<lead id>" …
   */
  'source': (string);
}
