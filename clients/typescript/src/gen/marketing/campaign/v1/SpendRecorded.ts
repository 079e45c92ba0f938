// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Long } from '@grpc/proto-loader';

/**
 * campaign.spend-recorded: reserved, released or imported.
 */
export interface SpendRecorded {
  'campaignId'?: (string);
  /**
   * Negative: given back, or corrected by the platform.
   */
  'amountMicros'?: (number | string | Long);
  'currency'?: (string);
  /**
   * "reservation", "release", "ad_campaign:<id>" or what the caller said.
   */
  'source'?: (string);
  /**
   * All that is spent, after this.
   */
  'spentMicros'?: (number | string | Long);
}

/**
 * campaign.spend-recorded: reserved, released or imported.
 */
export interface SpendRecorded__Output {
  'campaignId': (string);
  /**
   * Negative: given back, or corrected by the platform.
   */
  'amountMicros': (string);
  'currency': (string);
  /**
   * "reservation", "release", "ad_campaign:<id>" or what the caller said.
   */
  'source': (string);
  /**
   * All that is spent, after this.
   */
  'spentMicros': (string);
}
