// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * campaign.created
 */
export interface CampaignCreated {
  'campaignId'?: (string);
  'name'?: (string);
  /**
   * lead_gen, content, retention or ad
   */
  'type'?: (string);
  'config'?: (_google_protobuf_Struct | null);
  /**
   * Absent = unlimited.
   */
  'budgetMicros'?: (number | string | Long);
  'currency'?: (string);
  'createdBy'?: (string);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  '_budgetMicros'?: "budgetMicros";
}

/**
 * campaign.created
 */
export interface CampaignCreated__Output {
  'campaignId': (string);
  'name': (string);
  /**
   * lead_gen, content, retention or ad
   */
  'type': (string);
  'config': (_google_protobuf_Struct__Output | null);
  /**
   * Absent = unlimited.
   */
  'budgetMicros'?: (string);
  'currency': (string);
  'createdBy': (string);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  '_budgetMicros'?: "budgetMicros";
}
