// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

export interface PreviewSegmentRequest {
  /**
   * One of the two: a segment's rule, as it is now, or a rule.
   */
  'segment'?: (string);
  'rule'?: (_google_protobuf_Struct | null);
  /**
   * Users to show; default 10, at most 100.
   */
  'sampleSize'?: (number);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface PreviewSegmentRequest__Output {
  /**
   * One of the two: a segment's rule, as it is now, or a rule.
   */
  'segment': (string);
  'rule': (_google_protobuf_Struct__Output | null);
  /**
   * Users to show; default 10, at most 100.
   */
  'sampleSize': (number);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
