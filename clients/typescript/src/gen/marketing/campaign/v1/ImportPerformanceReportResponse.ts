// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { ImportRowError as _marketing_campaign_v1_ImportRowError, ImportRowError__Output as _marketing_campaign_v1_ImportRowError__Output } from '../../../marketing/campaign/v1/ImportRowError.ts';
import type { Long } from '@grpc/proto-loader';

export interface ImportPerformanceReportResponse {
  'rows'?: (number);
  'applied'?: (number);
  'unchanged'?: (number);
  'stale'?: (number);
  /**
   * Rows refused.
   */
  'failed'?: (number);
  /**
   * The first 1,000.
   */
  'errors'?: (_marketing_campaign_v1_ImportRowError)[];
  /**
   * Of the last report that counted.
   */
  'position'?: (number | string | Long);
}

export interface ImportPerformanceReportResponse__Output {
  'rows': (number);
  'applied': (number);
  'unchanged': (number);
  'stale': (number);
  /**
   * Rows refused.
   */
  'failed': (number);
  /**
   * The first 1,000.
   */
  'errors': (_marketing_campaign_v1_ImportRowError__Output)[];
  /**
   * Of the last report that counted.
   */
  'position': (string);
}
