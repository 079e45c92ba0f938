// Original file: protos/marketing/lead/v1/lead_service.proto

import type { ScoreFactor as _marketing_lead_v1_ScoreFactor, ScoreFactor__Output as _marketing_lead_v1_ScoreFactor__Output } from '../../../marketing/lead/v1/ScoreFactor.ts';
import type { Long } from '@grpc/proto-loader';

export interface SetScoreRequest {
  'leadId'?: (string);
  /**
   * 0 to 1, checked before anything is rounded. Absent = the tenant's model scores this lead again.
   */
  'score'?: (number | string);
  /**
   * Of the model that made it: 1 to 100 characters; needed with a score.
   */
  'model'?: (string);
  /**
   * The model's own account of it; what is missing to the score is put under the model's name.
   */
  'factors'?: (_marketing_lead_v1_ScoreFactor)[];
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_score'?: "score";
  '_expectedVersion'?: "expectedVersion";
}

export interface SetScoreRequest__Output {
  'leadId': (string);
  /**
   * 0 to 1, checked before anything is rounded. Absent = the tenant's model scores this lead again.
   */
  'score'?: (number);
  /**
   * Of the model that made it: 1 to 100 characters; needed with a score.
   */
  'model': (string);
  /**
   * The model's own account of it; what is missing to the score is put under the model's name.
   */
  'factors': (_marketing_lead_v1_ScoreFactor__Output)[];
  'requestId': (string);
  'expectedVersion'?: (string);
  '_score'?: "score";
  '_expectedVersion'?: "expectedVersion";
}
