// Original file: protos/marketing/campaign/v1/task_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface HeartbeatResponse {
  'leaseUntil'?: (_google_protobuf_Timestamp | null);
  'version'?: (number | string | Long);
  'position'?: (number | string | Long);
}

export interface HeartbeatResponse__Output {
  'leaseUntil': (_google_protobuf_Timestamp__Output | null);
  'version': (string);
  'position': (string);
}
