// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { KnowledgeSource as _marketing_content_v1_KnowledgeSource, KnowledgeSource__Output as _marketing_content_v1_KnowledgeSource__Output } from '../../../marketing/content/v1/KnowledgeSource.ts';
import type { KnowledgeCategory as _marketing_content_v1_KnowledgeCategory, KnowledgeCategory__Output as _marketing_content_v1_KnowledgeCategory__Output } from '../../../marketing/content/v1/KnowledgeCategory.ts';
import type { DocumentFormat as _marketing_content_v1_DocumentFormat, DocumentFormat__Output as _marketing_content_v1_DocumentFormat__Output } from '../../../marketing/content/v1/DocumentFormat.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface PutDocumentRequest {
  /**
   * UUID. Absent, it is made of the uri, so that the same uri is the same document; without either, it is made by the server.
   */
  'documentId'?: (string);
  /**
   * At most 500 characters.
   */
  'title'?: (string);
  /**
   * At most 2,000 characters.
   */
  'uri'?: (string);
  'source'?: (_marketing_content_v1_KnowledgeSource);
  'category'?: (_marketing_content_v1_KnowledgeCategory);
  /**
   * At most 50 of 1 to 100 characters; the order and repetitions say nothing.
   */
  'tags'?: (string)[];
  'format'?: (_marketing_content_v1_DocumentFormat);
  /**
   * 1 character to 5 MiB of UTF-8.
   */
  'text'?: (string);
  /**
   * ISO 639-1; default "en". Decides how its words are searched.
   */
  'language'?: (string);
  /**
   * Not in the future. Default: now, or what it was when nothing else changes.
   */
  'lastUpdated'?: (_google_protobuf_Timestamp | null);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface PutDocumentRequest__Output {
  /**
   * UUID. Absent, it is made of the uri, so that the same uri is the same document; without either, it is made by the server.
   */
  'documentId': (string);
  /**
   * At most 500 characters.
   */
  'title': (string);
  /**
   * At most 2,000 characters.
   */
  'uri': (string);
  'source': (_marketing_content_v1_KnowledgeSource__Output);
  'category': (_marketing_content_v1_KnowledgeCategory__Output);
  /**
   * At most 50 of 1 to 100 characters; the order and repetitions say nothing.
   */
  'tags': (string)[];
  'format': (_marketing_content_v1_DocumentFormat__Output);
  /**
   * 1 character to 5 MiB of UTF-8.
   */
  'text': (string);
  /**
   * ISO 639-1; default "en". Decides how its words are searched.
   */
  'language': (string);
  /**
   * Not in the future. Default: now, or what it was when nothing else changes.
   */
  'lastUpdated': (_google_protobuf_Timestamp__Output | null);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
