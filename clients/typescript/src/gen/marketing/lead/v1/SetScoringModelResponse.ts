// Original file: protos/marketing/lead/v1/lead_service.proto

import type { ScoringModel as _marketing_lead_v1_ScoringModel, ScoringModel__Output as _marketing_lead_v1_ScoringModel__Output } from '../../../marketing/lead/v1/ScoringModel.ts';
import type { Long } from '@grpc/proto-loader';

export interface SetScoringModelResponse {
  'model'?: (_marketing_lead_v1_ScoringModel | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface SetScoringModelResponse__Output {
  'model': (_marketing_lead_v1_ScoringModel__Output | null);
  'version': (string);
  'position': (string);
}
