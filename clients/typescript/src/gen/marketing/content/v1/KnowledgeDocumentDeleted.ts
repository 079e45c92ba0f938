// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * knowledge.document-deleted
 */
export interface KnowledgeDocumentDeleted {
  'documentId'?: (string);
  /**
   * The one that was there.
   */
  'version'?: (number);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * knowledge.document-deleted
 */
export interface KnowledgeDocumentDeleted__Output {
  'documentId': (string);
  /**
   * The one that was there.
   */
  'version': (number);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
