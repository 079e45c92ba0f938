// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetUserRequest {
  /**
   * One of the three.
   */
  'userId'?: (string);
  'anonymousId'?: (string);
  'email'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetUserRequest__Output {
  /**
   * One of the three.
   */
  'userId': (string);
  'anonymousId': (string);
  'email': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
