// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Long } from '@grpc/proto-loader';

export interface ListUserSegmentsRequest {
  'userId'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface ListUserSegmentsRequest__Output {
  'userId': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
