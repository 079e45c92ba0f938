// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { KnowledgeSource as _marketing_content_v1_KnowledgeSource, KnowledgeSource__Output as _marketing_content_v1_KnowledgeSource__Output } from '../../../marketing/content/v1/KnowledgeSource.ts';
import type { KnowledgeCategory as _marketing_content_v1_KnowledgeCategory, KnowledgeCategory__Output as _marketing_content_v1_KnowledgeCategory__Output } from '../../../marketing/content/v1/KnowledgeCategory.ts';
import type { ContentType as _marketing_content_v1_ContentType, ContentType__Output as _marketing_content_v1_ContentType__Output } from '../../../marketing/content/v1/ContentType.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface RetrieveKnowledgeRequest {
  /**
   * 1 to 1,000 characters, at most 100 words. A question in plain language; quotes make an exact phrase.
   */
  'query'?: (string);
  /**
   * Passages at most; default 10, at most 50.
   */
  'k'?: (number);
  /**
   * Unspecified and empty filter nothing, here and below.
   */
  'source'?: (_marketing_content_v1_KnowledgeSource);
  /**
   * Leaves contents out, which have none.
   */
  'category'?: (_marketing_content_v1_KnowledgeCategory);
  /**
   * Any of these; at most 50.
   */
  'tags'?: (string)[];
  /**
   * Only contents of these types: documents are left out.
   */
  'contentTypes'?: (_marketing_content_v1_ContentType)[];
  'language'?: (string);
  'updatedFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Of the score, 0..1.
   */
  'minScore'?: (number | string);
  /**
   * Tokens of all passages together, estimated as a token every four characters; default 4,000, at most 100,000. Where not even the best passage
   * fits, it is cut.
   */
  'tokenBudget'?: (number);
  /**
   * Days, more than 0; default 90.
   */
  'halfLifeDays'?: (number | string);
  /**
   * Waits until the vector index has it, too.
   */
  'minPosition'?: (number | string | Long);
  '_minScore'?: "minScore";
  '_halfLifeDays'?: "halfLifeDays";
  '_minPosition'?: "minPosition";
}

export interface RetrieveKnowledgeRequest__Output {
  /**
   * 1 to 1,000 characters, at most 100 words. A question in plain language; quotes make an exact phrase.
   */
  'query': (string);
  /**
   * Passages at most; default 10, at most 50.
   */
  'k': (number);
  /**
   * Unspecified and empty filter nothing, here and below.
   */
  'source': (_marketing_content_v1_KnowledgeSource__Output);
  /**
   * Leaves contents out, which have none.
   */
  'category': (_marketing_content_v1_KnowledgeCategory__Output);
  /**
   * Any of these; at most 50.
   */
  'tags': (string)[];
  /**
   * Only contents of these types: documents are left out.
   */
  'contentTypes': (_marketing_content_v1_ContentType__Output)[];
  'language': (string);
  'updatedFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Of the score, 0..1.
   */
  'minScore'?: (number);
  /**
   * Tokens of all passages together, estimated as a token every four characters; default 4,000, at most 100,000. Where not even the best passage
   * fits, it is cut.
   */
  'tokenBudget': (number);
  /**
   * Days, more than 0; default 90.
   */
  'halfLifeDays'?: (number);
  /**
   * Waits until the vector index has it, too.
   */
  'minPosition'?: (string);
  '_minScore'?: "minScore";
  '_halfLifeDays'?: "halfLifeDays";
  '_minPosition'?: "minPosition";
}
