// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface RecordRevenueRequest {
  'campaignId'?: (string);
  /**
   * 1 to 1,000,000,000,000,000.
   */
  'amountMicros'?: (number | string | Long);
  /**
   * Empty = the campaign's. Revenue in another currency is kept apart.
   */
  'currency'?: (string);
  'leadId'?: (string);
  'userId'?: (string);
  'source'?: (string);
  'requestId'?: (string);
}

export interface RecordRevenueRequest__Output {
  'campaignId': (string);
  /**
   * 1 to 1,000,000,000,000,000.
   */
  'amountMicros': (string);
  /**
   * Empty = the campaign's. Revenue in another currency is kept apart.
   */
  'currency': (string);
  'leadId': (string);
  'userId': (string);
  'source': (string);
  'requestId': (string);
}
