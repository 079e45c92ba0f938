// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface DisqualifyLeadRequest {
  'leadId'?: (string);
  /**
   * Needed: 1 to 500 characters.
   */
  'reason'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface DisqualifyLeadRequest__Output {
  'leadId': (string);
  /**
   * Needed: 1 to 500 characters.
   */
  'reason': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
