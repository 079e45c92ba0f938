// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetIndexStatusRequest {
  /**
   * Exactly one of the two.
   */
  'contentId'?: (string);
  'documentId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetIndexStatusRequest__Output {
  /**
   * Exactly one of the two.
   */
  'contentId': (string);
  'documentId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
