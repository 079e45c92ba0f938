// Original file: protos/marketing/content/v1/content_service.proto

import type { Content as _marketing_content_v1_Content, Content__Output as _marketing_content_v1_Content__Output } from '../../../marketing/content/v1/Content.ts';
import type { SearchMode as _marketing_content_v1_SearchMode, SearchMode__Output as _marketing_content_v1_SearchMode__Output } from '../../../marketing/content/v1/SearchMode.ts';

export interface SearchHit {
  /**
   * Without its text; title and metadata of the version that was found.
   */
  'content'?: (_marketing_content_v1_Content | null);
  /**
   * The higher the better; comparable within one answer. A word in the title counts 1, in the SEO data 0.4, in the text 0.2, more when close together.
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
   * Which way it was found.
   */
  'matched'?: (_marketing_content_v1_SearchMode);
}

export interface SearchHit__Output {
  /**
   * Without its text; title and metadata of the version that was found.
   */
  'content': (_marketing_content_v1_Content__Output | null);
  /**
   * The higher the better; comparable within one answer. A word in the title counts 1, in the SEO data 0.4, in the text 0.2, more when close together.
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
   * Which way it was found.
   */
  'matched': (_marketing_content_v1_SearchMode__Output);
}
