// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface UndoMergeRequest {
  'mergeId'?: (string);
  'reason'?: (string);
  'requestId'?: (string);
  /**
   * Of the winner.
   */
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface UndoMergeRequest__Output {
  'mergeId': (string);
  'reason': (string);
  'requestId': (string);
  /**
   * Of the winner.
   */
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
