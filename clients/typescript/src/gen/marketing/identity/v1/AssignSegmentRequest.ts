// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface AssignSegmentRequest {
  'userId'?: (string);
  /**
   * 1 to 50 characters.
   */
  'segment'?: (string);
  /**
   * 0 to 1,000,000.
   */
  'priority'?: (number);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface AssignSegmentRequest__Output {
  'userId': (string);
  /**
   * 1 to 50 characters.
   */
  'segment': (string);
  /**
   * 0 to 1,000,000.
   */
  'priority': (number);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
