// Original file: protos/marketing/content/v1/content_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ArchiveRequest {
  'contentId'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface ArchiveRequest__Output {
  'contentId': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
