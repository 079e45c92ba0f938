// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Segment as _marketing_identity_v1_Segment, Segment__Output as _marketing_identity_v1_Segment__Output } from '../../../marketing/identity/v1/Segment.ts';
import type { Long } from '@grpc/proto-loader';

export interface ActivateSegmentResponse {
  'segment'?: (_marketing_identity_v1_Segment | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface ActivateSegmentResponse__Output {
  'segment': (_marketing_identity_v1_Segment__Output | null);
  'version': (string);
  'position': (string);
}
