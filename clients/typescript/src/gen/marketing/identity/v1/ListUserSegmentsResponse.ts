// Original file: protos/marketing/identity/v1/segment_service.proto

import type { SegmentMembership as _marketing_identity_v1_SegmentMembership, SegmentMembership__Output as _marketing_identity_v1_SegmentMembership__Output } from '../../../marketing/identity/v1/SegmentMembership.ts';

export interface ListUserSegmentsResponse {
  'segments'?: (_marketing_identity_v1_SegmentMembership)[];
}

export interface ListUserSegmentsResponse__Output {
  'segments': (_marketing_identity_v1_SegmentMembership__Output)[];
}
