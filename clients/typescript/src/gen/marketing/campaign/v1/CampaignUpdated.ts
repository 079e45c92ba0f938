// Original file: protos/marketing/campaign/v1/campaign_events.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * campaign.updated: how it is now.
 */
export interface CampaignUpdated {
  'campaignId'?: (string);
  'name'?: (string);
  'type'?: (string);
  'config'?: (_google_protobuf_Struct | null);
  'budgetMicros'?: (number | string | Long);
  'currency'?: (string);
  '_budgetMicros'?: "budgetMicros";
}

/**
 * campaign.updated: how it is now.
 */
export interface CampaignUpdated__Output {
  'campaignId': (string);
  'name': (string);
  'type': (string);
  'config': (_google_protobuf_Struct__Output | null);
  'budgetMicros'?: (string);
  'currency': (string);
  '_budgetMicros'?: "budgetMicros";
}
