// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetLeaderboardRequest {
  /**
   * Default 10, at most 1,000.
   */
  'limit'?: (number);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetLeaderboardRequest__Output {
  /**
   * Default 10, at most 1,000.
   */
  'limit': (number);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
