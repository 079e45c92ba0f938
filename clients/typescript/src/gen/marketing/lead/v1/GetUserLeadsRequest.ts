// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetUserLeadsRequest {
  /**
   * UUID or the caller's own id.
   */
  'userId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetUserLeadsRequest__Output {
  /**
   * UUID or the caller's own id.
   */
  'userId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
