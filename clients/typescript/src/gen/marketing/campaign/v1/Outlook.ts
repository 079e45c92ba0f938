// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Expectation as _marketing_campaign_v1_Expectation, Expectation__Output as _marketing_campaign_v1_Expectation__Output } from '../../../marketing/campaign/v1/Expectation.ts';
import type { MoneyExpectation as _marketing_campaign_v1_MoneyExpectation, MoneyExpectation__Output as _marketing_campaign_v1_MoneyExpectation__Output } from '../../../marketing/campaign/v1/MoneyExpectation.ts';

/**
 * Each absent where no answer has the figure. Costs are of the answers in `currency` alone.
 */
export interface Outlook {
  'conversionRate'?: (_marketing_campaign_v1_Expectation | null);
  'performanceScore'?: (_marketing_campaign_v1_Expectation | null);
  'spent'?: (_marketing_campaign_v1_MoneyExpectation | null);
  /**
   * Spent / conversions, of those that had any.
   */
  'costPerConversion'?: (_marketing_campaign_v1_MoneyExpectation | null);
  /**
   * The plan's, or the campaign's; else that of the most alike.
   */
  'currency'?: (string);
}

/**
 * Each absent where no answer has the figure. Costs are of the answers in `currency` alone.
 */
export interface Outlook__Output {
  'conversionRate': (_marketing_campaign_v1_Expectation__Output | null);
  'performanceScore': (_marketing_campaign_v1_Expectation__Output | null);
  'spent': (_marketing_campaign_v1_MoneyExpectation__Output | null);
  /**
   * Spent / conversions, of those that had any.
   */
  'costPerConversion': (_marketing_campaign_v1_MoneyExpectation__Output | null);
  /**
   * The plan's, or the campaign's; else that of the most alike.
   */
  'currency': (string);
}
