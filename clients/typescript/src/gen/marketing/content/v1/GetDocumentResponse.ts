// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { Document as _marketing_content_v1_Document, Document__Output as _marketing_content_v1_Document__Output } from '../../../marketing/content/v1/Document.ts';

export interface GetDocumentResponse {
  'document'?: (_marketing_content_v1_Document | null);
}

export interface GetDocumentResponse__Output {
  'document': (_marketing_content_v1_Document__Output | null);
}
