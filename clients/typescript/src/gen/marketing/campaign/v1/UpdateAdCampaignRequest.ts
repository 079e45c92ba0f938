// Original file: protos/marketing/campaign/v1/ad_campaign_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Long } from '@grpc/proto-loader';

export interface UpdateAdCampaignRequest {
  'adCampaignId'?: (string);
  'name'?: (string);
  'audienceConfig'?: (_google_protobuf_Struct | null);
  /**
   * name, audience_config; empty = those that are set.
   */
  'updateMask'?: (string)[];
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface UpdateAdCampaignRequest__Output {
  'adCampaignId': (string);
  'name': (string);
  'audienceConfig': (_google_protobuf_Struct__Output | null);
  /**
   * name, audience_config; empty = those that are set.
   */
  'updateMask': (string)[];
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
