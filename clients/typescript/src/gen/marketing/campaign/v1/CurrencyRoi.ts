// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface CurrencyRoi {
  'currency'?: (string);
  'revenueMicros'?: (number | string | Long);
  /**
   * Zero in every currency but the campaign's.
   */
  'spentMicros'?: (number | string | Long);
  /**
   * (revenue - spent) / spent; absent when nothing was spent.
   */
  'roi'?: (number | string);
  'conversions'?: (number | string | Long);
  '_roi'?: "roi";
}

export interface CurrencyRoi__Output {
  'currency': (string);
  'revenueMicros': (string);
  /**
   * Zero in every currency but the campaign's.
   */
  'spentMicros': (string);
  /**
   * (revenue - spent) / spent; absent when nothing was spent.
   */
  'roi'?: (number);
  'conversions': (string);
  '_roi'?: "roi";
}
