// Original file: protos/marketing/content/v1/content_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ApproveRequest {
  'contentId'?: (string);
  /**
   * At most 1,000 characters.
   */
  'comment'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface ApproveRequest__Output {
  'contentId': (string);
  /**
   * At most 1,000 characters.
   */
  'comment': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
