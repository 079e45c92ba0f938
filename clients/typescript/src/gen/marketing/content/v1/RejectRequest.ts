// Original file: protos/marketing/content/v1/content_service.proto

import type { Long } from '@grpc/proto-loader';

export interface RejectRequest {
  'contentId'?: (string);
  /**
   * 1 to 1,000 characters.
   */
  'reason'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface RejectRequest__Output {
  'contentId': (string);
  /**
   * 1 to 1,000 characters.
   */
  'reason': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
