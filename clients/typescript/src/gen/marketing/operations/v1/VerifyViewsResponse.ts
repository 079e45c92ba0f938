// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Long } from '@grpc/proto-loader';

export interface VerifyViewsResponse {
  'name'?: (string);
  'equal'?: (boolean);
  'liveChecksum'?: (string);
  'rebuiltChecksum'?: (string);
  'rows'?: (number | string | Long);
  'position'?: (number | string | Long);
  'seconds'?: (number | string);
  /**
   * What differs, in words; empty when equal.
   */
  'difference'?: (string);
}

export interface VerifyViewsResponse__Output {
  'name': (string);
  'equal': (boolean);
  'liveChecksum': (string);
  'rebuiltChecksum': (string);
  'rows': (string);
  'position': (string);
  'seconds': (number);
  /**
   * What differs, in words; empty when equal.
   */
  'difference': (string);
}
