// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { KnowledgeSource as _marketing_content_v1_KnowledgeSource, KnowledgeSource__Output as _marketing_content_v1_KnowledgeSource__Output } from '../../../marketing/content/v1/KnowledgeSource.ts';
import type { KnowledgeCategory as _marketing_content_v1_KnowledgeCategory, KnowledgeCategory__Output as _marketing_content_v1_KnowledgeCategory__Output } from '../../../marketing/content/v1/KnowledgeCategory.ts';
import type { DocumentFormat as _marketing_content_v1_DocumentFormat, DocumentFormat__Output as _marketing_content_v1_DocumentFormat__Output } from '../../../marketing/content/v1/DocumentFormat.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface Document {
  /**
   * UUID
   */
  'documentId'?: (string);
  /**
   * 1, 2, …
   */
  'version'?: (number);
  /**
   * Empty = none.
   */
  'title'?: (string);
  'uri'?: (string);
  'source'?: (_marketing_content_v1_KnowledgeSource);
  'category'?: (_marketing_content_v1_KnowledgeCategory);
  'tags'?: (string)[];
  'format'?: (_marketing_content_v1_DocumentFormat);
  /**
   * ISO 639-1
   */
  'language'?: (string);
  /**
   * For freshness.
   */
  'lastUpdated'?: (_google_protobuf_Timestamp | null);
  /**
   * As it was put; only in GetDocument, elsewhere empty.
   */
  'text'?: (string);
  /**
   * Of UTF-8.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * sha256 of the text, hex.
   */
  'textHash'?: (string);
  /**
   * How many pieces it was cut into. Not in the answers of commands.
   */
  'chunks'?: (number);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  'updatedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Version of the document's stream, for expected_version.
   */
  'streamVersion'?: (number | string | Long);
}

export interface Document__Output {
  /**
   * UUID
   */
  'documentId': (string);
  /**
   * 1, 2, …
   */
  'version': (number);
  /**
   * Empty = none.
   */
  'title': (string);
  'uri': (string);
  'source': (_marketing_content_v1_KnowledgeSource__Output);
  'category': (_marketing_content_v1_KnowledgeCategory__Output);
  'tags': (string)[];
  'format': (_marketing_content_v1_DocumentFormat__Output);
  /**
   * ISO 639-1
   */
  'language': (string);
  /**
   * For freshness.
   */
  'lastUpdated': (_google_protobuf_Timestamp__Output | null);
  /**
   * As it was put; only in GetDocument, elsewhere empty.
   */
  'text': (string);
  /**
   * Of UTF-8.
   */
  'sizeBytes': (string);
  /**
   * sha256 of the text, hex.
   */
  'textHash': (string);
  /**
   * How many pieces it was cut into. Not in the answers of commands.
   */
  'chunks': (number);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  'updatedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Version of the document's stream, for expected_version.
   */
  'streamVersion': (string);
}
