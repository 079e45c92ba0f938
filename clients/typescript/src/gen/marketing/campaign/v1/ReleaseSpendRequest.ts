// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ReleaseSpendRequest {
  'reservationId'?: (string);
  /**
   * Absent = all that is left of it.
   */
  'amountMicros'?: (number | string | Long);
  'requestId'?: (string);
  '_amountMicros'?: "amountMicros";
}

export interface ReleaseSpendRequest__Output {
  'reservationId': (string);
  /**
   * Absent = all that is left of it.
   */
  'amountMicros'?: (string);
  'requestId': (string);
  '_amountMicros'?: "amountMicros";
}
