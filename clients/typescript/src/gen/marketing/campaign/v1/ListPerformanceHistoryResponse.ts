// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { PerformanceMetrics as _marketing_campaign_v1_PerformanceMetrics, PerformanceMetrics__Output as _marketing_campaign_v1_PerformanceMetrics__Output } from '../../../marketing/campaign/v1/PerformanceMetrics.ts';

export interface ListPerformanceHistoryResponse {
  'reports'?: (_marketing_campaign_v1_PerformanceMetrics)[];
  'nextPageToken'?: (string);
}

export interface ListPerformanceHistoryResponse__Output {
  'reports': (_marketing_campaign_v1_PerformanceMetrics__Output)[];
  'nextPageToken': (string);
}
