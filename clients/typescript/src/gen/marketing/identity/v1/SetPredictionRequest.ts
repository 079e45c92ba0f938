// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface SetPredictionRequest {
  'userId'?: (string);
  /**
   * Decimal in units of currency, 0 to 999,999,999,999.99; rounded half up to two places. At least one of this and churn_risk.
   */
  'ltvPrediction'?: (string);
  /**
   * ISO 4217; default USD.
   */
  'currency'?: (string);
  /**
   * 0 to 1, checked before it is rounded half up to four places.
   */
  'churnRisk'?: (number | string);
  /**
   * 1 to 100 characters.
   */
  'modelVersion'?: (string);
  /**
   * Default: now.
   */
  'predictedAt'?: (_google_protobuf_Timestamp | null);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_ltvPrediction'?: "ltvPrediction";
  '_churnRisk'?: "churnRisk";
  '_expectedVersion'?: "expectedVersion";
}

export interface SetPredictionRequest__Output {
  'userId': (string);
  /**
   * Decimal in units of currency, 0 to 999,999,999,999.99; rounded half up to two places. At least one of this and churn_risk.
   */
  'ltvPrediction'?: (string);
  /**
   * ISO 4217; default USD.
   */
  'currency': (string);
  /**
   * 0 to 1, checked before it is rounded half up to four places.
   */
  'churnRisk'?: (number);
  /**
   * 1 to 100 characters.
   */
  'modelVersion': (string);
  /**
   * Default: now.
   */
  'predictedAt': (_google_protobuf_Timestamp__Output | null);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_ltvPrediction'?: "ltvPrediction";
  '_churnRisk'?: "churnRisk";
  '_expectedVersion'?: "expectedVersion";
}
