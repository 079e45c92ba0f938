// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { CurrencyRoi as _marketing_campaign_v1_CurrencyRoi, CurrencyRoi__Output as _marketing_campaign_v1_CurrencyRoi__Output } from '../../../marketing/campaign/v1/CurrencyRoi.ts';
import type { AttributionModel as _marketing_campaign_v1_AttributionModel, AttributionModel__Output as _marketing_campaign_v1_AttributionModel__Output } from '../../../marketing/campaign/v1/AttributionModel.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetRoiResponse {
  /**
   * In the campaign's currency.
   */
  'revenueMicros'?: (number | string | Long);
  'spentMicros'?: (number | string | Long);
  'currency'?: (string);
  /**
   * (revenue - spent) / spent; absent when nothing was spent.
   */
  'roi'?: (number | string);
  /**
   * The campaign's currency first.
   */
  'byCurrency'?: (_marketing_campaign_v1_CurrencyRoi)[];
  'model'?: (_marketing_campaign_v1_AttributionModel);
  /**
   * Leads captured for the campaign, and how many of them were converted.
   */
  'leads'?: (number | string | Long);
  'convertedLeads'?: (number | string | Long);
  /**
   * Of its ad campaigns, as the platforms last reported.
   */
  'impressions'?: (number | string | Long);
  'clicks'?: (number | string | Long);
  'conversions'?: (number | string | Long);
  /**
   * Tracked events that name the campaign, by event name.
   */
  'events'?: ({[key: string]: number | string | Long});
  /**
   * Of email_sent events: email_opened, email_clicked, email_bounced, 0..1; absent when nothing was sent.
   */
  'openRate'?: (number | string);
  'clickRate'?: (number | string);
  'bounceRate'?: (number | string);
  '_roi'?: "roi";
  '_openRate'?: "openRate";
  '_clickRate'?: "clickRate";
  '_bounceRate'?: "bounceRate";
}

export interface GetRoiResponse__Output {
  /**
   * In the campaign's currency.
   */
  'revenueMicros': (string);
  'spentMicros': (string);
  'currency': (string);
  /**
   * (revenue - spent) / spent; absent when nothing was spent.
   */
  'roi'?: (number);
  /**
   * The campaign's currency first.
   */
  'byCurrency': (_marketing_campaign_v1_CurrencyRoi__Output)[];
  'model': (_marketing_campaign_v1_AttributionModel__Output);
  /**
   * Leads captured for the campaign, and how many of them were converted.
   */
  'leads': (string);
  'convertedLeads': (string);
  /**
   * Of its ad campaigns, as the platforms last reported.
   */
  'impressions': (string);
  'clicks': (string);
  'conversions': (string);
  /**
   * Tracked events that name the campaign, by event name.
   */
  'events': ({[key: string]: string});
  /**
   * Of email_sent events: email_opened, email_clicked, email_bounced, 0..1; absent when nothing was sent.
   */
  'openRate'?: (number);
  'clickRate'?: (number);
  'bounceRate'?: (number);
  '_roi'?: "roi";
  '_openRate'?: "openRate";
  '_clickRate'?: "clickRate";
  '_bounceRate'?: "bounceRate";
}
