// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { Document as _marketing_content_v1_Document, Document__Output as _marketing_content_v1_Document__Output } from '../../../marketing/content/v1/Document.ts';

export interface ListDocumentsResponse {
  'documents'?: (_marketing_content_v1_Document)[];
  'nextPageToken'?: (string);
}

export interface ListDocumentsResponse__Output {
  'documents': (_marketing_content_v1_Document__Output)[];
  'nextPageToken': (string);
}
