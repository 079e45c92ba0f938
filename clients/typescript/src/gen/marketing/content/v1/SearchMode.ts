// Original file: protos/marketing/content/v1/content_service.proto

export const SearchMode = {
  /**
   * As TEXT.
   */
  SEARCH_MODE_UNSPECIFIED: 'SEARCH_MODE_UNSPECIFIED',
  SEARCH_MODE_TEXT: 'SEARCH_MODE_TEXT',
  /**
   * By meaning: nearest in the vector index, the query taken as it is. Its "syntax" is no syntax here.
   */
  SEARCH_MODE_SEMANTIC: 'SEARCH_MODE_SEMANTIC',
  /**
   * Both, fused by reciprocal rank: score = sum over the legs of weight / (60 + rank). The text leg takes every word and phrase of the query, not
   * only contents with all of them, so that a question in plain language finds something; its weight is its score, the semantic leg's
   * the similarity as a part of the best one. What holds an exact token of the query - a "quoted phrase", an e-mail address, a domain, an
   * identifier as ZX-4471, v2.1 or utm_source, a number of five digits and more - stands before what does not, whatever its ranks.
   * What must not be there (-without) is in neither leg. Without the vector store the text leg answers alone, and the answer says degraded.
   */
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
   * By meaning: nearest in the vector index, the query taken as it is. Its "syntax" is no syntax here.
   */
  | 'SEARCH_MODE_SEMANTIC'
  | 2
  /**
   * Both, fused by reciprocal rank: score = sum over the legs of weight / (60 + rank). The text leg takes every word and phrase of the query, not
   * only contents with all of them, so that a question in plain language finds something; its weight is its score, the semantic leg's
   * the similarity as a part of the best one. What holds an exact token of the query - a "quoted phrase", an e-mail address, a domain, an
   * identifier as ZX-4471, v2.1 or utm_source, a number of five digits and more - stands before what does not, whatever its ranks.
   * What must not be there (-without) is in neither leg. Without the vector store the text leg answers alone, and the answer says degraded.
   */
  | 'SEARCH_MODE_HYBRID'
  | 3

export type SearchMode__Output = typeof SearchMode[keyof typeof SearchMode]
