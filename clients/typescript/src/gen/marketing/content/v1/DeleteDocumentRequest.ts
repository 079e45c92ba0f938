// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { Long } from '@grpc/proto-loader';

export interface DeleteDocumentRequest {
  'documentId'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface DeleteDocumentRequest__Output {
  'documentId': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
