// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { Passage as _marketing_content_v1_Passage, Passage__Output as _marketing_content_v1_Passage__Output } from '../../../marketing/content/v1/Passage.ts';

export interface RetrieveKnowledgeResponse {
  'passages'?: (_marketing_content_v1_Passage)[];
  'estimatedTokens'?: (number);
  /**
   * Pieces that were found, before duplicates, k and budget.
   */
  'found'?: (number);
  /**
   * Without the semantic leg: found by words alone.
   */
  'degraded'?: (boolean);
  /**
   * "VECTOR_STORE_UNAVAILABLE", …; empty = not degraded.
   */
  'degradedReason'?: (string);
}

export interface RetrieveKnowledgeResponse__Output {
  'passages': (_marketing_content_v1_Passage__Output)[];
  'estimatedTokens': (number);
  /**
   * Pieces that were found, before duplicates, k and budget.
   */
  'found': (number);
  /**
   * Without the semantic leg: found by words alone.
   */
  'degraded': (boolean);
  /**
   * "VECTOR_STORE_UNAVAILABLE", …; empty = not degraded.
   */
  'degradedReason': (string);
}
