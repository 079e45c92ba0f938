// Original file: protos/marketing/content/v1/content_service.proto

import type { Long } from '@grpc/proto-loader';

export interface RecordPerformanceResponse {
  /**
   * It had been counted before.
   */
  'duplicate'?: (boolean);
  'position'?: (number | string | Long);
}

export interface RecordPerformanceResponse__Output {
  /**
   * It had been counted before.
   */
  'duplicate': (boolean);
  'position': (string);
}
