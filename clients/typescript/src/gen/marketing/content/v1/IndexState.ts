// Original file: protos/marketing/content/v1/knowledge_service.proto

export const IndexState = {
  INDEX_STATE_UNSPECIFIED: 'INDEX_STATE_UNSPECIFIED',
  /**
   * Will be in the index as it is now; until then it may be there as it was.
   */
  INDEX_STATE_PENDING: 'INDEX_STATE_PENDING',
  INDEX_STATE_INDEXED: 'INDEX_STATE_INDEXED',
  /**
   * The last try failed; it is tried again later.
   */
  INDEX_STATE_FAILED: 'INDEX_STATE_FAILED',
  /**
   * Not wanted in the index: unknown, not published, deleted.
   */
  INDEX_STATE_ABSENT: 'INDEX_STATE_ABSENT',
} as const;

export type IndexState =
  | 'INDEX_STATE_UNSPECIFIED'
  | 0
  /**
   * Will be in the index as it is now; until then it may be there as it was.
   */
  | 'INDEX_STATE_PENDING'
  | 1
  | 'INDEX_STATE_INDEXED'
  | 2
  /**
   * The last try failed; it is tried again later.
   */
  | 'INDEX_STATE_FAILED'
  | 3
  /**
   * Not wanted in the index: unknown, not published, deleted.
   */
  | 'INDEX_STATE_ABSENT'
  | 4

export type IndexState__Output = typeof IndexState[keyof typeof IndexState]
