// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface MergeUsersRequest {
  'winnerUserId'?: (string);
  'loserUserId'?: (string);
  'reason'?: (string);
  'requestId'?: (string);
  /**
   * Of the winner.
   */
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface MergeUsersRequest__Output {
  'winnerUserId': (string);
  'loserUserId': (string);
  'reason': (string);
  'requestId': (string);
  /**
   * Of the winner.
   */
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
