// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { CampaignType as _marketing_campaign_v1_CampaignType, CampaignType__Output as _marketing_campaign_v1_CampaignType__Output } from '../../../marketing/campaign/v1/CampaignType.ts';
import type { Platform as _marketing_campaign_v1_Platform, Platform__Output as _marketing_campaign_v1_Platform__Output } from '../../../marketing/campaign/v1/Platform.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What somebody means to do. At least one field; those left out are compared with nothing.
 */
export interface CampaignPlan {
  /**
   * At most 255 characters.
   */
  'name'?: (string);
  'type'?: (_marketing_campaign_v1_CampaignType);
  'platform'?: (_marketing_campaign_v1_Platform);
  /**
   * Segments, job titles, industries, keywords …: as AdCampaign.audience_config or Campaign.config.audience; not checked.
   */
  'audience'?: (_google_protobuf_Struct | null);
  /**
   * As Campaign.config.channels; at most 50.
   */
  'channels'?: (string)[];
  /**
   * Compared by its order of magnitude.
   */
  'budgetMicros'?: (number | string | Long);
  /**
   * ISO 4217, of the budget and of the costs in the outlook.
   */
  'currency'?: (string);
  /**
   * 1 to 3,650; compared as hours, days, weeks, months or years. 0 = not said.
   */
  'durationDays'?: (number);
  /**
   * Objective, message, themes in free words; at most 4,000 characters.
   */
  'text'?: (string);
  '_budgetMicros'?: "budgetMicros";
}

/**
 * What somebody means to do. At least one field; those left out are compared with nothing.
 */
export interface CampaignPlan__Output {
  /**
   * At most 255 characters.
   */
  'name': (string);
  'type': (_marketing_campaign_v1_CampaignType__Output);
  'platform': (_marketing_campaign_v1_Platform__Output);
  /**
   * Segments, job titles, industries, keywords …: as AdCampaign.audience_config or Campaign.config.audience; not checked.
   */
  'audience': (_google_protobuf_Struct__Output | null);
  /**
   * As Campaign.config.channels; at most 50.
   */
  'channels': (string)[];
  /**
   * Compared by its order of magnitude.
   */
  'budgetMicros'?: (string);
  /**
   * ISO 4217, of the budget and of the costs in the outlook.
   */
  'currency': (string);
  /**
   * 1 to 3,650; compared as hours, days, weeks, months or years. 0 = not said.
   */
  'durationDays': (number);
  /**
   * Objective, message, themes in free words; at most 4,000 characters.
   */
  'text': (string);
  '_budgetMicros'?: "budgetMicros";
}
