// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Platform as _marketing_campaign_v1_Platform, Platform__Output as _marketing_campaign_v1_Platform__Output } from '../../../marketing/campaign/v1/Platform.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Creative as _marketing_campaign_v1_Creative, Creative__Output as _marketing_campaign_v1_Creative__Output } from '../../../marketing/campaign/v1/Creative.ts';

export interface CreateAdCampaignRequest {
  /**
   * UUID; made by the server when empty.
   */
  'adCampaignId'?: (string);
  'campaignId'?: (string);
  'platform'?: (_marketing_campaign_v1_Platform);
  /**
   * At most 255 characters.
   */
  'name'?: (string);
  /**
   * At most 32 KB. On every platform: locations, languages, segments, exclude_segments, interests (lists of text), age_min, age_max, size (numbers),
   * notes (text). google_ads also: keywords, negative_keywords, genders, topics, placements, devices. linkedin also: job_titles, job_functions,
   * industries, company_sizes, seniorities, skills, companies. producthunt also: topics, makers, collections, launch_date (text).
   */
  'audienceConfig'?: (_google_protobuf_Struct | null);
  'creatives'?: (_marketing_campaign_v1_Creative)[];
  'platformCampaignId'?: (string);
  'requestId'?: (string);
}

export interface CreateAdCampaignRequest__Output {
  /**
   * UUID; made by the server when empty.
   */
  'adCampaignId': (string);
  'campaignId': (string);
  'platform': (_marketing_campaign_v1_Platform__Output);
  /**
   * At most 255 characters.
   */
  'name': (string);
  /**
   * At most 32 KB. On every platform: locations, languages, segments, exclude_segments, interests (lists of text), age_min, age_max, size (numbers),
   * notes (text). google_ads also: keywords, negative_keywords, genders, topics, placements, devices. linkedin also: job_titles, job_functions,
   * industries, company_sizes, seniorities, skills, companies. producthunt also: topics, makers, collections, launch_date (text).
   */
  'audienceConfig': (_google_protobuf_Struct__Output | null);
  'creatives': (_marketing_campaign_v1_Creative__Output)[];
  'platformCampaignId': (string);
  'requestId': (string);
}
