// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { CampaignType as _marketing_campaign_v1_CampaignType, CampaignType__Output as _marketing_campaign_v1_CampaignType__Output } from '../../../marketing/campaign/v1/CampaignType.ts';
import type { CampaignStatus as _marketing_campaign_v1_CampaignStatus, CampaignStatus__Output as _marketing_campaign_v1_CampaignStatus__Output } from '../../../marketing/campaign/v1/CampaignStatus.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Schedule as _marketing_campaign_v1_Schedule, Schedule__Output as _marketing_campaign_v1_Schedule__Output } from '../../../marketing/campaign/v1/Schedule.ts';
import type { AdCampaign as _marketing_campaign_v1_AdCampaign, AdCampaign__Output as _marketing_campaign_v1_AdCampaign__Output } from '../../../marketing/campaign/v1/AdCampaign.ts';
import type { Long } from '@grpc/proto-loader';

export interface Campaign {
  /**
   * UUID
   */
  'campaignId'?: (string);
  'name'?: (string);
  'type'?: (_marketing_campaign_v1_CampaignType);
  'status'?: (_marketing_campaign_v1_CampaignStatus);
  /**
   * audience, channels, goals and whatever else the caller keeps; see CreateCampaignRequest.config.
   */
  'config'?: (_google_protobuf_Struct | null);
  /**
   * Decimal, six places; absent = unlimited. The same as budget_micros.
   */
  'budget'?: (string);
  /**
   * Decimal, six places. The same as spent_micros.
   */
  'spent'?: (string);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Of the first start; pausing and resuming keep it. Absent = never started.
   */
  'startedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Of completion or stop.
   */
  'endedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * "user:<key id>", "agent:<key id>" (a key that may take tasks) or "system:<name>", from the caller's authentication.
   */
  'createdBy'?: (string);
  'budgetMicros'?: (number | string | Long);
  'spentMicros'?: (number | string | Long);
  /**
   * ISO 4217; of budget and spent.
   */
  'currency'?: (string);
  /**
   * What may be reserved in one day (UTC); absent = only the budget limits it.
   */
  'dailyBudgetMicros'?: (number | string | Long);
  /**
   * Revenue by last touch, in the campaign's currency.
   */
  'revenueMicros'?: (number | string | Long);
  /**
   * 0..1: revenue / (revenue + spent), four places; absent while both are zero.
   */
  'performanceScore'?: (number | string);
  /**
   * Absent = not scheduled.
   */
  'schedule'?: (_marketing_campaign_v1_Schedule | null);
  /**
   * When a schedule's window had passed before the campaign could start.
   */
  'scheduleMissedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Why it is paused: "budget_exceeded" or what the caller said.
   */
  'pauseReason'?: (string);
  /**
   * What a touch carries as utm_campaign besides the campaign's id: config.utm_campaign, else the name in lower case with hyphens.
   */
  'utmCampaign'?: (string);
  /**
   * Only where asked for.
   */
  'adCampaigns'?: (_marketing_campaign_v1_AdCampaign)[];
  /**
   * Version of the campaign's stream, for expected_version.
   */
  'version'?: (number | string | Long);
  '_budget'?: "budget";
  '_budgetMicros'?: "budgetMicros";
  '_dailyBudgetMicros'?: "dailyBudgetMicros";
  '_performanceScore'?: "performanceScore";
}

export interface Campaign__Output {
  /**
   * UUID
   */
  'campaignId': (string);
  'name': (string);
  'type': (_marketing_campaign_v1_CampaignType__Output);
  'status': (_marketing_campaign_v1_CampaignStatus__Output);
  /**
   * audience, channels, goals and whatever else the caller keeps; see CreateCampaignRequest.config.
   */
  'config': (_google_protobuf_Struct__Output | null);
  /**
   * Decimal, six places; absent = unlimited. The same as budget_micros.
   */
  'budget'?: (string);
  /**
   * Decimal, six places. The same as spent_micros.
   */
  'spent': (string);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Of the first start; pausing and resuming keep it. Absent = never started.
   */
  'startedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Of completion or stop.
   */
  'endedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * "user:<key id>", "agent:<key id>" (a key that may take tasks) or "system:<name>", from the caller's authentication.
   */
  'createdBy': (string);
  'budgetMicros'?: (string);
  'spentMicros': (string);
  /**
   * ISO 4217; of budget and spent.
   */
  'currency': (string);
  /**
   * What may be reserved in one day (UTC); absent = only the budget limits it.
   */
  'dailyBudgetMicros'?: (string);
  /**
   * Revenue by last touch, in the campaign's currency.
   */
  'revenueMicros': (string);
  /**
   * 0..1: revenue / (revenue + spent), four places; absent while both are zero.
   */
  'performanceScore'?: (number);
  /**
   * Absent = not scheduled.
   */
  'schedule': (_marketing_campaign_v1_Schedule__Output | null);
  /**
   * When a schedule's window had passed before the campaign could start.
   */
  'scheduleMissedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Why it is paused: "budget_exceeded" or what the caller said.
   */
  'pauseReason': (string);
  /**
   * What a touch carries as utm_campaign besides the campaign's id: config.utm_campaign, else the name in lower case with hyphens.
   */
  'utmCampaign': (string);
  /**
   * Only where asked for.
   */
  'adCampaigns': (_marketing_campaign_v1_AdCampaign__Output)[];
  /**
   * Version of the campaign's stream, for expected_version.
   */
  'version': (string);
  '_budget'?: "budget";
  '_budgetMicros'?: "budgetMicros";
  '_dailyBudgetMicros'?: "dailyBudgetMicros";
  '_performanceScore'?: "performanceScore";
}
