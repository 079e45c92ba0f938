// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface MergeLeadsRequest {
  'winnerLeadId'?: (string);
  'loserLeadId'?: (string);
  'reason'?: (string);
  'requestId'?: (string);
  /**
   * Of the winner.
   */
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface MergeLeadsRequest__Output {
  'winnerLeadId': (string);
  'loserLeadId': (string);
  'reason': (string);
  'requestId': (string);
  /**
   * Of the winner.
   */
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
