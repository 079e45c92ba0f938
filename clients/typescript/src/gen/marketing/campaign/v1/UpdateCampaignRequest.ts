// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { CampaignType as _marketing_campaign_v1_CampaignType, CampaignType__Output as _marketing_campaign_v1_CampaignType__Output } from '../../../marketing/campaign/v1/CampaignType.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

export interface UpdateCampaignRequest {
  'campaignId'?: (string);
  'name'?: (string);
  'type'?: (_marketing_campaign_v1_CampaignType);
  /**
   * Replaces the whole of it.
   */
  'config'?: (_google_protobuf_Struct | null);
  /**
   * In the mask and absent = unlimited.
   */
  'budgetMicros'?: (number | string | Long);
  'dailyBudgetMicros'?: (number | string | Long);
  /**
   * name, type, config, budget_micros, daily_budget_micros; empty = those that are set.
   */
  'updateMask'?: (string)[];
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_budgetMicros'?: "budgetMicros";
  '_dailyBudgetMicros'?: "dailyBudgetMicros";
  '_expectedVersion'?: "expectedVersion";
}

export interface UpdateCampaignRequest__Output {
  'campaignId': (string);
  'name': (string);
  'type': (_marketing_campaign_v1_CampaignType__Output);
  /**
   * Replaces the whole of it.
   */
  'config': (_google_protobuf_Struct__Output | null);
  /**
   * In the mask and absent = unlimited.
   */
  'budgetMicros'?: (string);
  'dailyBudgetMicros'?: (string);
  /**
   * name, type, config, budget_micros, daily_budget_micros; empty = those that are set.
   */
  'updateMask': (string)[];
  'requestId': (string);
  'expectedVersion'?: (string);
  '_budgetMicros'?: "budgetMicros";
  '_dailyBudgetMicros'?: "dailyBudgetMicros";
  '_expectedVersion'?: "expectedVersion";
}
