// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { SegmentMembership as _marketing_identity_v1_SegmentMembership, SegmentMembership__Output as _marketing_identity_v1_SegmentMembership__Output } from '../../../marketing/identity/v1/SegmentMembership.ts';
import type { Long } from '@grpc/proto-loader';

export interface User {
  /**
   * UUID
   */
  'userId'?: (string);
  /**
   * As given; empty = none. Unique in the tenant whatever its case.
   */
  'email'?: (string);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The latest event or identification at which the person was there; absent = never.
   */
  'lastSeen'?: (_google_protobuf_Timestamp | null);
  'traits'?: (_google_protobuf_Struct | null);
  /**
   * The primary segment; empty = none.
   */
  'segment'?: (string);
  /**
   * Decimal, two places, in `currency`; absent = never predicted.
   */
  'ltvPrediction'?: (string);
  /**
   * Probability 0..1, four places; absent = never predicted.
   */
  'churnRisk'?: (number | string);
  /**
   * The caller's own id; empty = none.
   */
  'externalId'?: (string);
  /**
   * Neither an email nor an external id is known.
   */
  'anonymous'?: (boolean);
  /**
   * ISO 4217, of ltv_prediction.
   */
  'currency'?: (string);
  /**
   * Of the model that made the prediction.
   */
  'modelVersion'?: (string);
  'predictedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Every id merged into this person, directly or not.
   */
  'mergedUserIds'?: (string)[];
  'segments'?: (_marketing_identity_v1_SegmentMembership)[];
  /**
   * Version of the user's stream, for expected_version; 0 = only activity is known.
   */
  'version'?: (number | string | Long);
  '_ltvPrediction'?: "ltvPrediction";
  '_churnRisk'?: "churnRisk";
}

export interface User__Output {
  /**
   * UUID
   */
  'userId': (string);
  /**
   * As given; empty = none. Unique in the tenant whatever its case.
   */
  'email': (string);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The latest event or identification at which the person was there; absent = never.
   */
  'lastSeen': (_google_protobuf_Timestamp__Output | null);
  'traits': (_google_protobuf_Struct__Output | null);
  /**
   * The primary segment; empty = none.
   */
  'segment': (string);
  /**
   * Decimal, two places, in `currency`; absent = never predicted.
   */
  'ltvPrediction'?: (string);
  /**
   * Probability 0..1, four places; absent = never predicted.
   */
  'churnRisk'?: (number);
  /**
   * The caller's own id; empty = none.
   */
  'externalId': (string);
  /**
   * Neither an email nor an external id is known.
   */
  'anonymous': (boolean);
  /**
   * ISO 4217, of ltv_prediction.
   */
  'currency': (string);
  /**
   * Of the model that made the prediction.
   */
  'modelVersion': (string);
  'predictedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Every id merged into this person, directly or not.
   */
  'mergedUserIds': (string)[];
  'segments': (_marketing_identity_v1_SegmentMembership__Output)[];
  /**
   * Version of the user's stream, for expected_version; 0 = only activity is known.
   */
  'version': (string);
  '_ltvPrediction'?: "ltvPrediction";
  '_churnRisk'?: "churnRisk";
}
