// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { Document as _marketing_content_v1_Document, Document__Output as _marketing_content_v1_Document__Output } from '../../../marketing/content/v1/Document.ts';
import type { Long } from '@grpc/proto-loader';

export interface PutDocumentResponse {
  /**
   * Without its text.
   */
  'document'?: (_marketing_content_v1_Document | null);
  /**
   * It was there already, exactly so.
   */
  'unchanged'?: (boolean);
  /**
   * Of the stream.
   */
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface PutDocumentResponse__Output {
  /**
   * Without its text.
   */
  'document': (_marketing_content_v1_Document__Output | null);
  /**
   * It was there already, exactly so.
   */
  'unchanged': (boolean);
  /**
   * Of the stream.
   */
  'version': (string);
  'position': (string);
}
