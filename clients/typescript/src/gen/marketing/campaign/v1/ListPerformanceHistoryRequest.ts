// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ListPerformanceHistoryRequest {
  'adCampaignId'?: (string);
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface ListPerformanceHistoryRequest__Output {
  'adCampaignId': (string);
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
