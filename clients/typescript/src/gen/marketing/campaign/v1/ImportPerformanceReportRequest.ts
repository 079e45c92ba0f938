// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Platform as _marketing_campaign_v1_Platform, Platform__Output as _marketing_campaign_v1_Platform__Output } from '../../../marketing/campaign/v1/Platform.ts';

export interface ImportPerformanceReportRequest {
  /**
   * For rows that name an ad campaign by the platform's own id.
   */
  'platform'?: (_marketing_campaign_v1_Platform);
  /**
   * At most 4 MB and 20,000 rows. The first line names the columns: ad_campaign_id or platform_campaign_id; as_of (RFC 3339 or a date); impressions,
   * clicks, conversions; spend or spend_micros; revenue or revenue_micros; currency. Decimals have a point and at most six places.
   */
  'csv'?: (string);
  /**
   * The platform's name of a column > ours, as {"Campaign ID": "platform_campaign_id", "Cost": "spend"}.
   */
  'columns'?: ({[key: string]: string});
}

export interface ImportPerformanceReportRequest__Output {
  /**
   * For rows that name an ad campaign by the platform's own id.
   */
  'platform': (_marketing_campaign_v1_Platform__Output);
  /**
   * At most 4 MB and 20,000 rows. The first line names the columns: ad_campaign_id or platform_campaign_id; as_of (RFC 3339 or a date); impressions,
   * clicks, conversions; spend or spend_micros; revenue or revenue_micros; currency. Decimals have a point and at most six places.
   */
  'csv': (string);
  /**
   * The platform's name of a column > ours, as {"Campaign ID": "platform_campaign_id", "Cost": "spend"}.
   */
  'columns': ({[key: string]: string});
}
