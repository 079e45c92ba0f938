// Original file: protos/marketing/identity/v1/pattern_service.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Exactly one of user_id and anonymous_id.
 */
export interface GetBehaviorPatternRequest {
  'userId'?: (string);
  'anonymousId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

/**
 * Exactly one of user_id and anonymous_id.
 */
export interface GetBehaviorPatternRequest__Output {
  'userId': (string);
  'anonymousId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
