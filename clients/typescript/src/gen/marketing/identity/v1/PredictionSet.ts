// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * user.prediction-set
 */
export interface PredictionSet {
  'userId'?: (string);
  /**
   * Decimal; empty = not part of this prediction.
   */
  'ltvPrediction'?: (string);
  'currency'?: (string);
  /**
   * Absent = not part of this prediction.
   */
  'churnRisk'?: (number | string);
  'modelVersion'?: (string);
  'predictedAt'?: (_google_protobuf_Timestamp | null);
  '_churnRisk'?: "churnRisk";
}

/**
 * user.prediction-set
 */
export interface PredictionSet__Output {
  'userId': (string);
  /**
   * Decimal; empty = not part of this prediction.
   */
  'ltvPrediction': (string);
  'currency': (string);
  /**
   * Absent = not part of this prediction.
   */
  'churnRisk'?: (number);
  'modelVersion': (string);
  'predictedAt': (_google_protobuf_Timestamp__Output | null);
  '_churnRisk'?: "churnRisk";
}
