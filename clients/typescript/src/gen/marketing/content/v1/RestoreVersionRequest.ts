// Original file: protos/marketing/content/v1/content_service.proto

import type { Long } from '@grpc/proto-loader';

export interface RestoreVersionRequest {
  'contentId'?: (string);
  'version'?: (number);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface RestoreVersionRequest__Output {
  'contentId': (string);
  'version': (number);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
