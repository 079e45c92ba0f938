// Original file: protos/marketing/identity/v1/segment_service.proto

import type { Long } from '@grpc/proto-loader';

export interface GetSegmentRequest {
  'segment'?: (string);
  'minPosition'?: (number | string | Long);
  '_minPosition'?: "minPosition";
}

export interface GetSegmentRequest__Output {
  'segment': (string);
  'minPosition'?: (string);
  '_minPosition'?: "minPosition";
}
