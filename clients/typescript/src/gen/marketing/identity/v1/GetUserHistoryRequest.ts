// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetUserHistoryRequest {
  'userId'?: (string);
  /**
   * Only this trait; empty = all.
   */
  'trait'?: (string);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetUserHistoryRequest__Output {
  'userId': (string);
  /**
   * Only this trait; empty = all.
   */
  'trait': (string);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
