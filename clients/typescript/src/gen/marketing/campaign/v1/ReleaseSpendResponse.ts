// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ReleaseSpendResponse {
  'releasedMicros'?: (number | string | Long);
  /**
   * What is left of the reservation, and counts as spent.
   */
  'remainingMicros'?: (number | string | Long);
  /**
   * Of the campaign.
   */
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface ReleaseSpendResponse__Output {
  'releasedMicros': (string);
  /**
   * What is left of the reservation, and counts as spent.
   */
  'remainingMicros': (string);
  /**
   * Of the campaign.
   */
  'version': (string);
  'position': (string);
}
