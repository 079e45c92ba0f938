// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { SegmentStatus as _marketing_identity_v1_SegmentStatus, SegmentStatus__Output as _marketing_identity_v1_SegmentStatus__Output } from '../../../marketing/identity/v1/SegmentStatus.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface Segment {
  /**
   * UUID
   */
  'segmentId'?: (string);
  /**
   * 1 to 50 characters; what stands in users.segment. Never changes.
   */
  'name'?: (string);
  'description'?: (string);
  'rule'?: (_google_protobuf_Struct | null);
  /**
   * 0 to 1,000,000; the highest of a person's segments is the primary one, of equals the first by name.
   */
  'priority'?: (number);
  'status'?: (_marketing_identity_v1_SegmentStatus);
  /**
   * Grows with every change of rule or priority.
   */
  'revision'?: (number);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  'updatedAt'?: (_google_protobuf_Timestamp | null);
  'activatedAt'?: (_google_protobuf_Timestamp | null);
  'archivedAt'?: (_google_protobuf_Timestamp | null);
  'version'?: (number | string | Long);
}

export interface Segment__Output {
  /**
   * UUID
   */
  'segmentId': (string);
  /**
   * 1 to 50 characters; what stands in users.segment. Never changes.
   */
  'name': (string);
  'description': (string);
  'rule': (_google_protobuf_Struct__Output | null);
  /**
   * 0 to 1,000,000; the highest of a person's segments is the primary one, of equals the first by name.
   */
  'priority': (number);
  'status': (_marketing_identity_v1_SegmentStatus__Output);
  /**
   * Grows with every change of rule or priority.
   */
  'revision': (number);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  'updatedAt': (_google_protobuf_Timestamp__Output | null);
  'activatedAt': (_google_protobuf_Timestamp__Output | null);
  'archivedAt': (_google_protobuf_Timestamp__Output | null);
  'version': (string);
}
