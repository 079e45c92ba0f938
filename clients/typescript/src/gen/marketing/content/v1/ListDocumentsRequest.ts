// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { KnowledgeSource as _marketing_content_v1_KnowledgeSource, KnowledgeSource__Output as _marketing_content_v1_KnowledgeSource__Output } from '../../../marketing/content/v1/KnowledgeSource.ts';
import type { KnowledgeCategory as _marketing_content_v1_KnowledgeCategory, KnowledgeCategory__Output as _marketing_content_v1_KnowledgeCategory__Output } from '../../../marketing/content/v1/KnowledgeCategory.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ListDocumentsRequest {
  /**
   * Unspecified and empty filter nothing, here and below.
   */
  'source'?: (_marketing_content_v1_KnowledgeSource);
  'category'?: (_marketing_content_v1_KnowledgeCategory);
  /**
   * Documents with any of these.
   */
  'tags'?: (string)[];
  'language'?: (string);
  'updatedFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface ListDocumentsRequest__Output {
  /**
   * Unspecified and empty filter nothing, here and below.
   */
  'source': (_marketing_content_v1_KnowledgeSource__Output);
  'category': (_marketing_content_v1_KnowledgeCategory__Output);
  /**
   * Documents with any of these.
   */
  'tags': (string)[];
  'language': (string);
  'updatedFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
