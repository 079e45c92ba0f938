// Original file: protos/marketing/identity/v1/pattern_service.proto

import type { BehaviorPattern as _marketing_identity_v1_BehaviorPattern, BehaviorPattern__Output as _marketing_identity_v1_BehaviorPattern__Output } from '../../../marketing/identity/v1/BehaviorPattern.ts';
import type { PatternIndexStatus as _marketing_identity_v1_PatternIndexStatus, PatternIndexStatus__Output as _marketing_identity_v1_PatternIndexStatus__Output } from '../../../marketing/identity/v1/PatternIndexStatus.ts';

export interface GetBehaviorPatternResponse {
  /**
   * Absent: nothing is known of their behaviour in the window.
   */
  'pattern'?: (_marketing_identity_v1_BehaviorPattern | null);
  'indexStatus'?: (_marketing_identity_v1_PatternIndexStatus | null);
}

export interface GetBehaviorPatternResponse__Output {
  /**
   * Absent: nothing is known of their behaviour in the window.
   */
  'pattern': (_marketing_identity_v1_BehaviorPattern__Output | null);
  'indexStatus': (_marketing_identity_v1_PatternIndexStatus__Output | null);
}
