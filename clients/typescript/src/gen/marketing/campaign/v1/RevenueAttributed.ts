// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Long } from '@grpc/proto-loader';

/**
 * campaign.revenue-attributed
 */
export interface RevenueAttributed {
  'campaignId'?: (string);
  'amountMicros'?: (number | string | Long);
  'currency'?: (string);
  /**
   * "first", "last", "linear": what it earned under that model, one event a model; "explicit": under every model.
   */
  'model'?: (string);
  'leadId'?: (string);
  'userId'?: (string);
  /**
   * What was converted; the same for all models.
   */
  'conversionId'?: (string);
}

/**
 * campaign.revenue-attributed
 */
export interface RevenueAttributed__Output {
  'campaignId': (string);
  'amountMicros': (string);
  'currency': (string);
  /**
   * "first", "last", "linear": what it earned under that model, one event a model; "explicit": under every model.
   */
  'model': (string);
  'leadId': (string);
  'userId': (string);
  /**
   * What was converted; the same for all models.
   */
  'conversionId': (string);
}
