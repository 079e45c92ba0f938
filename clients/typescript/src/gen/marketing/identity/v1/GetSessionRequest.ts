// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetSessionRequest {
  'sessionId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetSessionRequest__Output {
  'sessionId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
