// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What the Redis buffer keeps of an event.
 */
export interface RecentEvent {
  'eventId'?: (number | string | Long);
  'eventName'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
  'userId'?: (string);
  'sessionId'?: (string);
  'isBot'?: (boolean);
  'properties'?: (string);
}

/**
 * What the Redis buffer keeps of an event.
 */
export interface RecentEvent__Output {
  'eventId': (string);
  'eventName': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  'userId': (string);
  'sessionId': (string);
  'isBot': (boolean);
  'properties': (string);
}
