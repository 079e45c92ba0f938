// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

export interface VectorFailure {
  'tenantId'?: (string);
  'entityId'?: (string);
  'error'?: (string);
  'attempts'?: (number);
  'nextTry'?: (_google_protobuf_Timestamp | null);
}

export interface VectorFailure__Output {
  'tenantId': (string);
  'entityId': (string);
  'error': (string);
  'attempts': (number);
  'nextTry': (_google_protobuf_Timestamp__Output | null);
}
