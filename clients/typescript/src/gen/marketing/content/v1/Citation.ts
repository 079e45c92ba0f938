// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { KnowledgeSource as _marketing_content_v1_KnowledgeSource, KnowledgeSource__Output as _marketing_content_v1_KnowledgeSource__Output } from '../../../marketing/content/v1/KnowledgeSource.ts';
import type { KnowledgeCategory as _marketing_content_v1_KnowledgeCategory, KnowledgeCategory__Output as _marketing_content_v1_KnowledgeCategory__Output } from '../../../marketing/content/v1/KnowledgeCategory.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { SearchLeg as _marketing_content_v1_SearchLeg, SearchLeg__Output as _marketing_content_v1_SearchLeg__Output } from '../../../marketing/content/v1/SearchLeg.ts';

export interface Citation {
  /**
   * One of the two.
   */
  'documentId'?: (string);
  'contentId'?: (string);
  'version'?: (number);
  'title'?: (string);
  'uri'?: (string);
  /**
   * Pieces of the text, from 0, both included.
   */
  'firstChunk'?: (number);
  'lastChunk'?: (number);
  /**
   * Headings above the passage, outermost first.
   */
  'headingPath'?: (string)[];
  'source'?: (_marketing_content_v1_KnowledgeSource);
  'category'?: (_marketing_content_v1_KnowledgeCategory);
  'tags'?: (string)[];
  'lastUpdated'?: (_google_protobuf_Timestamp | null);
  /**
   * similarity, weighted by freshness.
   */
  'score'?: (number | string);
  'similarity'?: (number | string);
  /**
   * 0..1; 1 = of today.
   */
  'freshness'?: (number | string);
  /**
   * How its best piece was found.
   */
  'legs'?: (_marketing_content_v1_SearchLeg)[];
  'exactTokens'?: (string)[];
}

export interface Citation__Output {
  /**
   * One of the two.
   */
  'documentId': (string);
  'contentId': (string);
  'version': (number);
  'title': (string);
  'uri': (string);
  /**
   * Pieces of the text, from 0, both included.
   */
  'firstChunk': (number);
  'lastChunk': (number);
  /**
   * Headings above the passage, outermost first.
   */
  'headingPath': (string)[];
  'source': (_marketing_content_v1_KnowledgeSource__Output);
  'category': (_marketing_content_v1_KnowledgeCategory__Output);
  'tags': (string)[];
  'lastUpdated': (_google_protobuf_Timestamp__Output | null);
  /**
   * similarity, weighted by freshness.
   */
  'score': (number);
  'similarity': (number);
  /**
   * 0..1; 1 = of today.
   */
  'freshness': (number);
  /**
   * How its best piece was found.
   */
  'legs': (_marketing_content_v1_SearchLeg__Output)[];
  'exactTokens': (string)[];
}
