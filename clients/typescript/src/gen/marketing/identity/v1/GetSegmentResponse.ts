// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Segment as _marketing_identity_v1_Segment, Segment__Output as _marketing_identity_v1_Segment__Output } from '../../../marketing/identity/v1/Segment.ts';
import type { SegmentBuild as _marketing_identity_v1_SegmentBuild, SegmentBuild__Output as _marketing_identity_v1_SegmentBuild__Output } from '../../../marketing/identity/v1/SegmentBuild.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetSegmentResponse {
  'segment'?: (_marketing_identity_v1_Segment | null);
  /**
   * Absent for a draft.
   */
  'build'?: (_marketing_identity_v1_SegmentBuild | null);
  'members'?: (number | string | Long);
}

export interface GetSegmentResponse__Output {
  'segment': (_marketing_identity_v1_Segment__Output | null);
  /**
   * Absent for a draft.
   */
  'build': (_marketing_identity_v1_SegmentBuild__Output | null);
  'members': (string);
}
