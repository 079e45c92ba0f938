// Original file: protos/marketing/identity/v1/pattern_service.proto

import type { PatternType as _marketing_identity_v1_PatternType, PatternType__Output as _marketing_identity_v1_PatternType__Output } from '../../../marketing/identity/v1/PatternType.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Exactly one of user_id, anonymous_id and pattern. Filters add up.
 */
export interface FindSimilarUsersRequest {
  'userId'?: (string);
  'anonymousId'?: (string);
  /**
   * A behaviour in words: "researcher, view /pricing often, trial_started"; at most 4,000 characters.
   */
  'pattern'?: (string);
  /**
   * Default 10, at most 100.
   */
  'k'?: (number);
  /**
   * Any of these primary segments; at most 50.
   */
  'segments'?: (string)[];
  'patternTypes'?: (_marketing_identity_v1_PatternType)[];
  /**
   * 0..1
   */
  'minConversionRate'?: (number | string);
  /**
   * 0..7
   */
  'minFrequency'?: (number | string);
  'activeSince'?: (_google_protobuf_Timestamp | null);
  /**
   * Cosine similarity, -1..1.
   */
  'minScore'?: (number | string);
  'minPosition'?: (number | string | Long);
  '_minConversionRate'?: "minConversionRate";
  '_minFrequency'?: "minFrequency";
  '_minScore'?: "minScore";
  '_minPosition'?: "minPosition";
}

/**
 * Exactly one of user_id, anonymous_id and pattern. Filters add up.
 */
export interface FindSimilarUsersRequest__Output {
  'userId': (string);
  'anonymousId': (string);
  /**
   * A behaviour in words: "researcher, view /pricing often, trial_started"; at most 4,000 characters.
   */
  'pattern': (string);
  /**
   * Default 10, at most 100.
   */
  'k': (number);
  /**
   * Any of these primary segments; at most 50.
   */
  'segments': (string)[];
  'patternTypes': (_marketing_identity_v1_PatternType__Output)[];
  /**
   * 0..1
   */
  'minConversionRate'?: (number);
  /**
   * 0..7
   */
  'minFrequency'?: (number);
  'activeSince': (_google_protobuf_Timestamp__Output | null);
  /**
   * Cosine similarity, -1..1.
   */
  'minScore'?: (number);
  'minPosition'?: (string);
  '_minConversionRate'?: "minConversionRate";
  '_minFrequency'?: "minFrequency";
  '_minScore'?: "minScore";
  '_minPosition'?: "minPosition";
}
