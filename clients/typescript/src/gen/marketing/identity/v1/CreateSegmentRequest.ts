// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

export interface CreateSegmentRequest {
  /**
   * 1 to 50 characters.
   */
  'name'?: (string);
  /**
   * Up to 1,000 characters.
   */
  'description'?: (string);
  'rule'?: (_google_protobuf_Struct | null);
  'priority'?: (number);
  'requestId'?: (string);
}

export interface CreateSegmentRequest__Output {
  /**
   * 1 to 50 characters.
   */
  'name': (string);
  /**
   * Up to 1,000 characters.
   */
  'description': (string);
  'rule': (_google_protobuf_Struct__Output | null);
  'priority': (number);
  'requestId': (string);
}
