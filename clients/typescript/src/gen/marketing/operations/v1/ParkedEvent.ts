// Original file: protos/marketing/operations/v1/operations_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ParkedEvent {
  'name'?: (string);
  'tenantId'?: (string);
  'streamId'?: (string);
  'position'?: (number | string | Long);
  'eventId'?: (string);
  'eventType'?: (string);
  /**
   * Empty for an event that only waits behind a poisonous one.
   */
  'error'?: (string);
  'attempts'?: (number);
  'parkedAt'?: (_google_protobuf_Timestamp | null);
}

export interface ParkedEvent__Output {
  'name': (string);
  'tenantId': (string);
  'streamId': (string);
  'position': (string);
  'eventId': (string);
  'eventType': (string);
  /**
   * Empty for an event that only waits behind a poisonous one.
   */
  'error': (string);
  'attempts': (number);
  'parkedAt': (_google_protobuf_Timestamp__Output | null);
}
