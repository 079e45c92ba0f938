// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetSegmentHistoryRequest {
  /**
   * At least one of the two.
   */
  'segment'?: (string);
  'userId'?: (string);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetSegmentHistoryRequest__Output {
  /**
   * At least one of the two.
   */
  'segment': (string);
  'userId': (string);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
