// Original file: protos/marketing/lead/v1/lead_service.proto

import type { ScoringModel as _marketing_lead_v1_ScoringModel, ScoringModel__Output as _marketing_lead_v1_ScoringModel__Output } from '../../../marketing/lead/v1/ScoringModel.ts';

export interface ListScoringModelsResponse {
  'models'?: (_marketing_lead_v1_ScoringModel)[];
  'nextPageToken'?: (string);
}

export interface ListScoringModelsResponse__Output {
  'models': (_marketing_lead_v1_ScoringModel__Output)[];
  'nextPageToken': (string);
}
