// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface SegmentCount {
  /**
   * Empty: users without a segment.
   */
  'segment'?: (string);
  'users'?: (number | string | Long);
}

export interface SegmentCount__Output {
  /**
   * Empty: users without a segment.
   */
  'segment': (string);
  'users': (string);
}
