// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

export interface UpdateSegmentRequest {
  'segment'?: (string);
  /**
   * Absent = unchanged.
   */
  'description'?: (string);
  /**
   * Absent = unchanged.
   */
  'rule'?: (_google_protobuf_Struct | null);
  /**
   * Absent = unchanged.
   */
  'priority'?: (number);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_description'?: "description";
  '_priority'?: "priority";
  '_expectedVersion'?: "expectedVersion";
}

export interface UpdateSegmentRequest__Output {
  'segment': (string);
  /**
   * Absent = unchanged.
   */
  'description'?: (string);
  /**
   * Absent = unchanged.
   */
  'rule': (_google_protobuf_Struct__Output | null);
  /**
   * Absent = unchanged.
   */
  'priority'?: (number);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_description'?: "description";
  '_priority'?: "priority";
  '_expectedVersion'?: "expectedVersion";
}
