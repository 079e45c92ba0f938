// Original file: protos/marketing/identity/v1/segment_service.proto

import type { SegmentStatus as _marketing_identity_v1_SegmentStatus, SegmentStatus__Output as _marketing_identity_v1_SegmentStatus__Output } from '../../../marketing/identity/v1/SegmentStatus.ts';
import type { Long } from '@grpc/proto-loader';

export interface ListSegmentsRequest {
  /**
   * Unspecified = drafts and active ones.
   */
  'status'?: (_marketing_identity_v1_SegmentStatus);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface ListSegmentsRequest__Output {
  /**
   * Unspecified = drafts and active ones.
   */
  'status': (_marketing_identity_v1_SegmentStatus__Output);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
