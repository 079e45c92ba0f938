// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface LogEvent {
  'position'?: (number | string | Long);
  'tenantId'?: (string);
  'streamId'?: (string);
  'version'?: (number | string | Long);
  'eventId'?: (string);
  'type'?: (string);
  'schemaVersion'?: (number);
  'data'?: (_google_protobuf_Struct | null);
  'metadata'?: (_google_protobuf_Struct | null);
  'recordedAt'?: (_google_protobuf_Timestamp | null);
}

export interface LogEvent__Output {
  'position': (string);
  'tenantId': (string);
  'streamId': (string);
  'version': (string);
  'eventId': (string);
  'type': (string);
  'schemaVersion': (number);
  'data': (_google_protobuf_Struct__Output | null);
  'metadata': (_google_protobuf_Struct__Output | null);
  'recordedAt': (_google_protobuf_Timestamp__Output | null);
}
