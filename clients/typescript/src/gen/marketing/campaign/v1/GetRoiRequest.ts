// Original file: protos/marketing/campaign/v1/campaign_service.proto

import type { AttributionModel as _marketing_campaign_v1_AttributionModel, AttributionModel__Output as _marketing_campaign_v1_AttributionModel__Output } from '../../../marketing/campaign/v1/AttributionModel.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetRoiRequest {
  'campaignId'?: (string);
  'model'?: (_marketing_campaign_v1_AttributionModel);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetRoiRequest__Output {
  'campaignId': (string);
  'model': (_marketing_campaign_v1_AttributionModel__Output);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
