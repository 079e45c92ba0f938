// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetLeadRequest {
  /**
   * One of the two.
   */
  'leadId'?: (string);
  'email'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetLeadRequest__Output {
  /**
   * One of the two.
   */
  'leadId': (string);
  'email': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
