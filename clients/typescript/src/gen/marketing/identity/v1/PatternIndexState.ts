// Original file: protos/marketing/identity/v1/pattern_service.proto

export const PatternIndexState = {
  PATTERN_INDEX_STATE_UNSPECIFIED: 'PATTERN_INDEX_STATE_UNSPECIFIED',
  /**
   * No pattern, so no vector.
   */
  PATTERN_INDEX_STATE_ABSENT: 'PATTERN_INDEX_STATE_ABSENT',
  PATTERN_INDEX_STATE_PENDING: 'PATTERN_INDEX_STATE_PENDING',
  PATTERN_INDEX_STATE_INDEXED: 'PATTERN_INDEX_STATE_INDEXED',
  /**
   * Tried again later by itself.
   */
  PATTERN_INDEX_STATE_FAILED: 'PATTERN_INDEX_STATE_FAILED',
} as const;

export type PatternIndexState =
  | 'PATTERN_INDEX_STATE_UNSPECIFIED'
  | 0
  /**
   * No pattern, so no vector.
   */
  | 'PATTERN_INDEX_STATE_ABSENT'
  | 1
  | 'PATTERN_INDEX_STATE_PENDING'
  | 2
  | 'PATTERN_INDEX_STATE_INDEXED'
  | 3
  /**
   * Tried again later by itself.
   */
  | 'PATTERN_INDEX_STATE_FAILED'
  | 4

export type PatternIndexState__Output = typeof PatternIndexState[keyof typeof PatternIndexState]
