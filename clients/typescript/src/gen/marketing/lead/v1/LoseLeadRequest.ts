// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface LoseLeadRequest {
  'leadId'?: (string);
  /**
   * At most 500 characters.
   */
  'reason'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface LoseLeadRequest__Output {
  'leadId': (string);
  /**
   * At most 500 characters.
   */
  'reason': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
