// Original file: protos/marketing/content/v1/content_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * knowledge.document-put: a new document, or a new version of one. Its text: GetDocument.
 */
export interface KnowledgeDocumentPut {
  'documentId'?: (string);
  'version'?: (number);
  'title'?: (string);
  'uri'?: (string);
  /**
   * "document", "web_scraped", "user_generated"
   */
  'source'?: (string);
  /**
   * "product_docs", "market_trends", "competitor_intel", "campaign_history"
   */
  'category'?: (string);
  'tags'?: (string)[];
  'language'?: (string);
  'lastUpdated'?: (_google_protobuf_Timestamp | null);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * knowledge.document-put: a new document, or a new version of one. Its text: GetDocument.
 */
export interface KnowledgeDocumentPut__Output {
  'documentId': (string);
  'version': (number);
  'title': (string);
  'uri': (string);
  /**
   * "document", "web_scraped", "user_generated"
   */
  'source': (string);
  /**
   * "product_docs", "market_trends", "competitor_intel", "campaign_history"
   */
  'category': (string);
  'tags': (string)[];
  'language': (string);
  'lastUpdated': (_google_protobuf_Timestamp__Output | null);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
