// Original file: protos/marketing/lead/v1/lead_service.proto

import type { ScoringModel as _marketing_lead_v1_ScoringModel, ScoringModel__Output as _marketing_lead_v1_ScoringModel__Output } from '../../../marketing/lead/v1/ScoringModel.ts';
import type { Long } from '@grpc/proto-loader';

export interface SetScoringModelRequest {
  'model'?: (_marketing_lead_v1_ScoringModel | null);
  'requestId'?: (string);
  /**
   * Of the tenant's models: the number of the last version.
   */
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface SetScoringModelRequest__Output {
  'model': (_marketing_lead_v1_ScoringModel__Output | null);
  'requestId': (string);
  /**
   * Of the tenant's models: the number of the last version.
   */
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
