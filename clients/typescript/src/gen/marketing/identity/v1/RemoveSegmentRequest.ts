// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface RemoveSegmentRequest {
  'userId'?: (string);
  'segment'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_expectedVersion'?: "expectedVersion";
}

export interface RemoveSegmentRequest__Output {
  'userId': (string);
  'segment': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_expectedVersion'?: "expectedVersion";
}
