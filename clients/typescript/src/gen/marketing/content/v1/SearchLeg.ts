// Original file: protos/marketing/content/v1/content_service.proto

import type { SearchMode as _marketing_content_v1_SearchMode, SearchMode__Output as _marketing_content_v1_SearchMode__Output } from '../../../marketing/content/v1/SearchMode.ts';

/**
 * One way in which a hit was found.
 */
export interface SearchLeg {
  /**
   * TEXT or SEMANTIC.
   */
  'leg'?: (_marketing_content_v1_SearchMode);
  /**
   * 1 = the best of this leg.
   */
  'rank'?: (number);
  /**
   * TEXT: how much of the query is there, 0..1, rare words counting more; SEMANTIC: cosine similarity, -1..1.
   */
  'score'?: (number | string);
  /**
   * TEXT: the words and phrases of the query that are there.
   */
  'matchedTerms'?: (string)[];
  /**
   * The piece of the text that this leg found, from 0.
   */
  'chunk'?: (number);
}

/**
 * One way in which a hit was found.
 */
export interface SearchLeg__Output {
  /**
   * TEXT or SEMANTIC.
   */
  'leg': (_marketing_content_v1_SearchMode__Output);
  /**
   * 1 = the best of this leg.
   */
  'rank': (number);
  /**
   * TEXT: how much of the query is there, 0..1, rare words counting more; SEMANTIC: cosine similarity, -1..1.
   */
  'score': (number);
  /**
   * TEXT: the words and phrases of the query that are there.
   */
  'matchedTerms': (string)[];
  /**
   * The piece of the text that this leg found, from 0.
   */
  'chunk': (number);
}
