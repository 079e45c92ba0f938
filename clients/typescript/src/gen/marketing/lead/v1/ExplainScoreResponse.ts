// Original file: protos/marketing/lead/v1/lead_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { ScoreFactor as _marketing_lead_v1_ScoreFactor, ScoreFactor__Output as _marketing_lead_v1_ScoreFactor__Output } from '../../../marketing/lead/v1/ScoreFactor.ts';
import type { Long } from '@grpc/proto-loader';

export interface ExplainScoreResponse {
  'leadId'?: (string);
  /**
   * Absent = not scored yet.
   */
  'score'?: (number | string);
  'model'?: (string);
  'modelVersion'?: (number | string | Long);
  'scoredAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Their contributions add up to the score.
   */
  'factors'?: (_marketing_lead_v1_ScoreFactor)[];
  /**
   * Of the tenant's model: from here on a lead is qualified, and below the other it is no more.
   */
  'qualifyAt'?: (number | string);
  'disqualifyBelow'?: (number | string);
  'qualified'?: (boolean);
  /**
   * "threshold", "manual" or empty.
   */
  'qualifiedBy'?: (string);
  /**
   * True: a SetScore of the caller's.
   */
  'external'?: (boolean);
  '_score'?: "score";
}

export interface ExplainScoreResponse__Output {
  'leadId': (string);
  /**
   * Absent = not scored yet.
   */
  'score'?: (number);
  'model': (string);
  'modelVersion': (string);
  'scoredAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Their contributions add up to the score.
   */
  'factors': (_marketing_lead_v1_ScoreFactor__Output)[];
  /**
   * Of the tenant's model: from here on a lead is qualified, and below the other it is no more.
   */
  'qualifyAt': (number);
  'disqualifyBelow': (number);
  'qualified': (boolean);
  /**
   * "threshold", "manual" or empty.
   */
  'qualifiedBy': (string);
  /**
   * True: a SetScore of the caller's.
   */
  'external': (boolean);
  '_score'?: "score";
}
