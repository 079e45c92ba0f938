// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { CampaignType as _marketing_campaign_v1_CampaignType, CampaignType__Output as _marketing_campaign_v1_CampaignType__Output } from '../../../marketing/campaign/v1/CampaignType.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

export interface CreateCampaignRequest {
  /**
   * UUID; made by the server when empty.
   */
  'campaignId'?: (string);
  /**
   * 1 to 255 characters, trimmed.
   */
  'name'?: (string);
  'type'?: (_marketing_campaign_v1_CampaignType);
  /**
   * An object of at most 32 KB. Known members are checked, others are kept as they are:
   * `audience`: { segments: [name], exclude_segments: [name], traits: {}, sources: [text], min_score: 0..1 }; segments must exist.
   * `channels`: a list out of email, sms, push, in_app, web, social, blog, seo, landing_page, webinar, referral, direct_mail, google_ads, linkedin,
   * producthunt. An ad campaign takes the last three; a content campaign blog, social, email, seo, landing_page, web, webinar, linkedin, producthunt;
   * a retention campaign email, sms, push, in_app, web, social, direct_mail, referral; lead_gen takes all.
   * `goals`: { metric: number >= 0 }, of leads, qualified_leads, conversions, revenue, impressions, clicks, signups, content_pieces, engagement_rate,
   * retention_rate, click_rate, roi (rates 0..1).
   * `utm_campaign`: text, at most 255 characters.
   * `task_limit`: { max, window_seconds }: so many of its agent tasks are handed out in a sliding window.
   */
  'config'?: (_google_protobuf_Struct | null);
  /**
   * 0 to 1,000,000,000,000,000; absent = unlimited.
   */
  'budgetMicros'?: (number | string | Long);
  /**
   * ISO 4217; default USD. Fixed for good.
   */
  'currency'?: (string);
  'dailyBudgetMicros'?: (number | string | Long);
  'requestId'?: (string);
  '_budgetMicros'?: "budgetMicros";
  '_dailyBudgetMicros'?: "dailyBudgetMicros";
}

export interface CreateCampaignRequest__Output {
  /**
   * UUID; made by the server when empty.
   */
  'campaignId': (string);
  /**
   * 1 to 255 characters, trimmed.
   */
  'name': (string);
  'type': (_marketing_campaign_v1_CampaignType__Output);
  /**
   * An object of at most 32 KB. Known members are checked, others are kept as they are:
   * `audience`: { segments: [name], exclude_segments: [name], traits: {}, sources: [text], min_score: 0..1 }; segments must exist.
   * `channels`: a list out of email, sms, push, in_app, web, social, blog, seo, landing_page, webinar, referral, direct_mail, google_ads, linkedin,
   * producthunt. An ad campaign takes the last three; a content campaign blog, social, email, seo, landing_page, web, webinar, linkedin, producthunt;
   * a retention campaign email, sms, push, in_app, web, social, direct_mail, referral; lead_gen takes all.
   * `goals`: { metric: number >= 0 }, of leads, qualified_leads, conversions, revenue, impressions, clicks, signups, content_pieces, engagement_rate,
   * retention_rate, click_rate, roi (rates 0..1).
   * `utm_campaign`: text, at most 255 characters.
   * `task_limit`: { max, window_seconds }: so many of its agent tasks are handed out in a sliding window.
   */
  'config': (_google_protobuf_Struct__Output | null);
  /**
   * 0 to 1,000,000,000,000,000; absent = unlimited.
   */
  'budgetMicros'?: (string);
  /**
   * ISO 4217; default USD. Fixed for good.
   */
  'currency': (string);
  'dailyBudgetMicros'?: (string);
  'requestId': (string);
  '_budgetMicros'?: "budgetMicros";
  '_dailyBudgetMicros'?: "dailyBudgetMicros";
}
