// Original file: protos/marketing/identity/v1/identity_service.proto

import type { SegmentCount as _marketing_identity_v1_SegmentCount, SegmentCount__Output as _marketing_identity_v1_SegmentCount__Output } from '../../../marketing/identity/v1/SegmentCount.ts';
import type { Long } from '@grpc/proto-loader';

export interface CountUsersBySegmentResponse {
  /**
   * By primary segment, largest first.
   */
  'counts'?: (_marketing_identity_v1_SegmentCount)[];
  'total'?: (number | string | Long);
}

export interface CountUsersBySegmentResponse__Output {
  /**
   * By primary segment, largest first.
   */
  'counts': (_marketing_identity_v1_SegmentCount__Output)[];
  'total': (string);
}
