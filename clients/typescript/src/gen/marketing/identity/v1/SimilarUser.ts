// Original file: protos/marketing/identity/v1/pattern_service.proto

import type { PatternType as _marketing_identity_v1_PatternType, PatternType__Output as _marketing_identity_v1_PatternType__Output } from '../../../marketing/identity/v1/PatternType.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

export interface SimilarUser {
  'userId'?: (string);
  /**
   * Cosine similarity, -1..1.
   */
  'score'?: (number | string);
  'segment'?: (string);
  'frequency'?: (number | string);
  'conversionRate'?: (number | string);
  'patternType'?: (_marketing_identity_v1_PatternType);
  'lastActive'?: (_google_protobuf_Timestamp | null);
  /**
   * Behaviour shared with what was asked for, rarest in the tenant first: "both did trial_started", "both view /pricing", "both are researcher".
   */
  'why'?: (string)[];
}

export interface SimilarUser__Output {
  'userId': (string);
  /**
   * Cosine similarity, -1..1.
   */
  'score': (number);
  'segment': (string);
  'frequency': (number);
  'conversionRate': (number);
  'patternType': (_marketing_identity_v1_PatternType__Output);
  'lastActive': (_google_protobuf_Timestamp__Output | null);
  /**
   * Behaviour shared with what was asked for, rarest in the tenant first: "both did trial_started", "both view /pricing", "both are researcher".
   */
  'why': (string)[];
}
