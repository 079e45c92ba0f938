// Original file: protos/marketing/identity/v1/pattern_service.proto

import type { PatternType as _marketing_identity_v1_PatternType, PatternType__Output as _marketing_identity_v1_PatternType__Output } from '../../../marketing/identity/v1/PatternType.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface BehaviorPattern {
  'userId'?: (string);
  /**
   * What is embedded.
   */
  'description'?: (string);
  /**
   * Primary segment; empty = none.
   */
  'segment'?: (string);
  /**
   * Active days a week between the first and the last of them (a week at least), rounded to 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 6 or 7.
   */
  'frequency'?: (number | string);
  /**
   * Active days with a conversion / active days, in steps of 0.05; above 0 whenever there was one.
   */
  'conversionRate'?: (number | string);
  'patternType'?: (_marketing_identity_v1_PatternType);
  /**
   * Start of the last active day.
   */
  'lastActive'?: (_google_protobuf_Timestamp | null);
  /**
   * "trial_started", "view /pricing"; in the order they were first done, at most 64, the most frequent.
   */
  'actions'?: (string)[];
  /**
   * Those of them that are conversions.
   */
  'conversions'?: (string)[];
  'computedAt'?: (_google_protobuf_Timestamp | null);
  'position'?: (number | string | Long);
}

export interface BehaviorPattern__Output {
  'userId': (string);
  /**
   * What is embedded.
   */
  'description': (string);
  /**
   * Primary segment; empty = none.
   */
  'segment': (string);
  /**
   * Active days a week between the first and the last of them (a week at least), rounded to 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 6 or 7.
   */
  'frequency': (number);
  /**
   * Active days with a conversion / active days, in steps of 0.05; above 0 whenever there was one.
   */
  'conversionRate': (number);
  'patternType': (_marketing_identity_v1_PatternType__Output);
  /**
   * Start of the last active day.
   */
  'lastActive': (_google_protobuf_Timestamp__Output | null);
  /**
   * "trial_started", "view /pricing"; in the order they were first done, at most 64, the most frequent.
   */
  'actions': (string)[];
  /**
   * Those of them that are conversions.
   */
  'conversions': (string)[];
  'computedAt': (_google_protobuf_Timestamp__Output | null);
  'position': (string);
}
