// Original file: protos/marketing/content/v1/content_service.proto

import type { Content as _marketing_content_v1_Content, Content__Output as _marketing_content_v1_Content__Output } from '../../../marketing/content/v1/Content.ts';
import type { SearchMode as _marketing_content_v1_SearchMode, SearchMode__Output as _marketing_content_v1_SearchMode__Output } from '../../../marketing/content/v1/SearchMode.ts';
import type { SearchLeg as _marketing_content_v1_SearchLeg, SearchLeg__Output as _marketing_content_v1_SearchLeg__Output } from '../../../marketing/content/v1/SearchLeg.ts';

export interface SearchHit {
  /**
   * Without its text; title and metadata of the version that was found.
   */
  'content'?: (_marketing_content_v1_Content | null);
  /**
   * The higher the better; comparable within one answer. TEXT: a word in the title counts 1, in the SEO data 0.4, in the text 0.2, more when close
   * together. SEMANTIC: cosine similarity. HYBRID: the fused score, plus 1 for each exact token of the query that the text holds.
   */
  'rank'?: (number | string);
  /**
   * Title and the best passage, as HTML: escaped, what was found in <mark>. Empty where there is no title or text.
   */
  'titleHighlight'?: (string);
  'highlight'?: (string);
  /**
   * Where the passage stands: the how-manieth piece of the text, from 0.
   */
  'chunk'?: (number);
  /**
   * Which way it was found: HYBRID = by both legs.
   */
  'matched'?: (_marketing_content_v1_SearchMode);
  /**
   * SEMANTIC and HYBRID: why it was found.
   */
  'legs'?: (_marketing_content_v1_SearchLeg)[];
  /**
   * HYBRID: exact tokens of the query that the text holds.
   */
  'exactTokens'?: (string)[];
}

export interface SearchHit__Output {
  /**
   * Without its text; title and metadata of the version that was found.
   */
  'content': (_marketing_content_v1_Content__Output | null);
  /**
   * The higher the better; comparable within one answer. TEXT: a word in the title counts 1, in the SEO data 0.4, in the text 0.2, more when close
   * together. SEMANTIC: cosine similarity. HYBRID: the fused score, plus 1 for each exact token of the query that the text holds.
   */
  'rank': (number);
  /**
   * Title and the best passage, as HTML: escaped, what was found in <mark>. Empty where there is no title or text.
   */
  'titleHighlight': (string);
  'highlight': (string);
  /**
   * Where the passage stands: the how-manieth piece of the text, from 0.
   */
  'chunk': (number);
  /**
   * Which way it was found: HYBRID = by both legs.
   */
  'matched': (_marketing_content_v1_SearchMode__Output);
  /**
   * SEMANTIC and HYBRID: why it was found.
   */
  'legs': (_marketing_content_v1_SearchLeg__Output)[];
  /**
   * HYBRID: exact tokens of the query that the text holds.
   */
  'exactTokens': (string)[];
}
