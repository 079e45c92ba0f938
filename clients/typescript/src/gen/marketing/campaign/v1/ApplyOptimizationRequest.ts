// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Creative as _marketing_campaign_v1_Creative, Creative__Output as _marketing_campaign_v1_Creative__Output } from '../../../marketing/campaign/v1/Creative.ts';
import type { Long } from '@grpc/proto-loader';

export interface ApplyOptimizationRequest {
  'adCampaignId'?: (string);
  /**
   * What it was, as "raise_bid"; 1 to 100 characters.
   */
  'kind'?: (string);
  /**
   * What was changed, at most 32 KB.
   */
  'changes'?: (_google_protobuf_Struct | null);
  /**
   * New creatives or weights, as SetCreatives; empty = as they are.
   */
  'creatives'?: (_marketing_campaign_v1_Creative)[];
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface ApplyOptimizationRequest__Output {
  'adCampaignId': (string);
  /**
   * What it was, as "raise_bid"; 1 to 100 characters.
   */
  'kind': (string);
  /**
   * What was changed, at most 32 KB.
   */
  'changes': (_google_protobuf_Struct__Output | null);
  /**
   * New creatives or weights, as SetCreatives; empty = as they are.
   */
  'creatives': (_marketing_campaign_v1_Creative__Output)[];
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
