// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ListSegmentMembersRequest {
  /**
   * Also the name of a segment that only AssignSegment knows.
   */
  'segment'?: (string);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface ListSegmentMembersRequest__Output {
  /**
   * Also the name of a segment that only AssignSegment knows.
   */
  'segment': (string);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
