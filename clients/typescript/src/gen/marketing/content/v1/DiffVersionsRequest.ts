// Original file: protos/marketing/content/v1/content_service.proto

import type { Long } from '@grpc/proto-loader';

export interface DiffVersionsRequest {
  'contentId'?: (string);
  'fromVersion'?: (number);
  /**
   * 0 = the newest.
   */
  'toVersion'?: (number);
  /**
   * Unchanged lines shown around a change; default 3, at most 1,000.
   */
  'contextLines'?: (number);
  'minPosition'?: (number | string | Long);
  '_contextLines'?: "contextLines";
  '_minPosition'?: "minPosition";
}

export interface DiffVersionsRequest__Output {
  'contentId': (string);
  'fromVersion': (number);
  /**
   * 0 = the newest.
   */
  'toVersion': (number);
  /**
   * Unchanged lines shown around a change; default 3, at most 1,000.
   */
  'contextLines'?: (number);
  'minPosition'?: (string);
  '_contextLines'?: "contextLines";
  '_minPosition'?: "minPosition";
}
