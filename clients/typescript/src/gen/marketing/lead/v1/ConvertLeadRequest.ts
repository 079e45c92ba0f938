// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ConvertLeadRequest {
  'leadId'?: (string);
  /**
   * Not negative; 0 = of no value.
   */
  'valueMicros'?: (number | string | Long);
  /**
   * ISO 4217; needed with a value.
   */
  'currency'?: (string);
  /**
   * The campaign that earned it, where known; UUID.
   */
  'campaignId'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface ConvertLeadRequest__Output {
  'leadId': (string);
  /**
   * Not negative; 0 = of no value.
   */
  'valueMicros': (string);
  /**
   * ISO 4217; needed with a value.
   */
  'currency': (string);
  /**
   * The campaign that earned it, where known; UUID.
   */
  'campaignId': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
