// Original file: protos/marketing/content/v1/content_service.proto

export const SearchMode = {
  /**
   * As TEXT.
   */
  SEARCH_MODE_UNSPECIFIED: 'SEARCH_MODE_UNSPECIFIED',
  SEARCH_MODE_TEXT: 'SEARCH_MODE_TEXT',
  /**
   * UNIMPLEMENTED until the vector index is there, as is the next.
   */
  SEARCH_MODE_SEMANTIC: 'SEARCH_MODE_SEMANTIC',
  SEARCH_MODE_HYBRID: 'SEARCH_MODE_HYBRID',
} as const;

export type SearchMode =
  /**
   * As TEXT.
   */
  | 'SEARCH_MODE_UNSPECIFIED'
  | 0
  | 'SEARCH_MODE_TEXT'
  | 1
  /**
   * UNIMPLEMENTED until the vector index is there, as is the next.
   */
  | 'SEARCH_MODE_SEMANTIC'
  | 2
  | 'SEARCH_MODE_HYBRID'
  | 3

export type SearchMode__Output = typeof SearchMode[keyof typeof SearchMode]
