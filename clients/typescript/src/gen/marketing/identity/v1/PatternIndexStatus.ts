// Original file: protos/marketing/identity/v1/pattern_service.proto

import type { PatternIndexState as _marketing_identity_v1_PatternIndexState, PatternIndexState__Output as _marketing_identity_v1_PatternIndexState__Output } from '../../../marketing/identity/v1/PatternIndexState.ts';
import type { Long } from '@grpc/proto-loader';

export interface PatternIndexStatus {
  'state'?: (_marketing_identity_v1_PatternIndexState);
  /**
   * Of the pattern that has to be in the index.
   */
  'wantedPosition'?: (number | string | Long);
  /**
   * Of the one that is there; 0 = none.
   */
  'indexedPosition'?: (number | string | Long);
  /**
   * Of the embedding.
   */
  'model'?: (string);
  /**
   * Of the last try; empty = none.
   */
  'error'?: (string);
}

export interface PatternIndexStatus__Output {
  'state': (_marketing_identity_v1_PatternIndexState__Output);
  /**
   * Of the pattern that has to be in the index.
   */
  'wantedPosition': (string);
  /**
   * Of the one that is there; 0 = none.
   */
  'indexedPosition': (string);
  /**
   * Of the embedding.
   */
  'model': (string);
  /**
   * Of the last try; empty = none.
   */
  'error': (string);
}
