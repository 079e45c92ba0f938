// Original file: protos/marketing/content/v1/knowledge_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetDocumentRequest {
  'documentId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetDocumentRequest__Output {
  'documentId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
