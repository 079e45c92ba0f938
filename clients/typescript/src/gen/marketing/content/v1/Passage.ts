// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { Citation as _marketing_content_v1_Citation, Citation__Output as _marketing_content_v1_Citation__Output } from '../../../marketing/content/v1/Citation.ts';

export interface Passage {
  /**
   * Plain text.
   */
  'text'?: (string);
  'citation'?: (_marketing_content_v1_Citation | null);
  'estimatedTokens'?: (number);
  /**
   * Others that say nearly the same and were left out for it.
   */
  'duplicates'?: (_marketing_content_v1_Citation)[];
  /**
   * Cut to fit into the budget.
   */
  'cut'?: (boolean);
}

export interface Passage__Output {
  /**
   * Plain text.
   */
  'text': (string);
  'citation': (_marketing_content_v1_Citation__Output | null);
  'estimatedTokens': (number);
  /**
   * Others that say nearly the same and were left out for it.
   */
  'duplicates': (_marketing_content_v1_Citation__Output)[];
  /**
   * Cut to fit into the budget.
   */
  'cut': (boolean);
}
