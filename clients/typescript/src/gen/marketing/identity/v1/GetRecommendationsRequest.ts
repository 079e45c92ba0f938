// Original file: protos/marketing/identity/v1/pattern_service.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Exactly one of user_id and anonymous_id.
 */
export interface GetRecommendationsRequest {
  'userId'?: (string);
  'anonymousId'?: (string);
  /**
   * Default 5, at most 50.
   */
  'k'?: (number);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

/**
 * Exactly one of user_id and anonymous_id.
 */
export interface GetRecommendationsRequest__Output {
  'userId': (string);
  'anonymousId': (string);
  /**
   * Default 5, at most 50.
   */
  'k': (number);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
