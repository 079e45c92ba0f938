// Original file: protos/marketing/content/v1/content_service.proto

import type { Long } from '@grpc/proto-loader';

export interface RecordPerformanceRequest {
  'contentId'?: (string);
  /**
   * 0 = the published version, else the newest.
   */
  'version'?: (number);
  /**
   * How many more, 0 to 1,000,000,000; at least one of the two. Where served is given, engaged is at most as much.
   */
  'served'?: (number | string | Long);
  'engaged'?: (number | string | Long);
  /**
   * The report's own id, 1 to 128 characters: the same report twice counts once, another one under it is ALREADY_EXISTS.
   */
  'messageId'?: (string);
}

export interface RecordPerformanceRequest__Output {
  'contentId': (string);
  /**
   * 0 = the published version, else the newest.
   */
  'version': (number);
  /**
   * How many more, 0 to 1,000,000,000; at least one of the two. Where served is given, engaged is at most as much.
   */
  'served': (string);
  'engaged': (string);
  /**
   * The report's own id, 1 to 128 characters: the same report twice counts once, another one under it is ALREADY_EXISTS.
   */
  'messageId': (string);
}
