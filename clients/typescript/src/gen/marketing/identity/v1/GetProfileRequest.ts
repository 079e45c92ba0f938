// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetProfileRequest {
  /**
   * One of the two.
   */
  'userId'?: (string);
  'anonymousId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetProfileRequest__Output {
  /**
   * One of the two.
   */
  'userId': (string);
  'anonymousId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
