// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { Long } from '@grpc/proto-loader';

export interface DeleteDocumentResponse {
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface DeleteDocumentResponse__Output {
  'version': (string);
  'position': (string);
}
