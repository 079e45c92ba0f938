// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ReserveSpendRequest {
  'campaignId'?: (string);
  /**
   * 1 to 1,000,000,000,000,000.
   */
  'amountMicros'?: (number | string | Long);
  /**
   * Empty = the campaign's.
   */
  'currency'?: (string);
  /**
   * What it is for, at most 255 characters.
   */
  'purpose'?: (string);
  /**
   * UUID; made by the server when empty. ALREADY_EXISTS when it is taken.
   */
  'reservationId'?: (string);
  'requestId'?: (string);
}

export interface ReserveSpendRequest__Output {
  'campaignId': (string);
  /**
   * 1 to 1,000,000,000,000,000.
   */
  'amountMicros': (string);
  /**
   * Empty = the campaign's.
   */
  'currency': (string);
  /**
   * What it is for, at most 255 characters.
   */
  'purpose': (string);
  /**
   * UUID; made by the server when empty. ALREADY_EXISTS when it is taken.
   */
  'reservationId': (string);
  'requestId': (string);
}
