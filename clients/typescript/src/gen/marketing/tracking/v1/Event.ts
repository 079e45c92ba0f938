// Original file: protos/marketing/tracking/v1/tracking_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A stored event.
 */
export interface Event {
  'eventId'?: (number | string | Long);
  /**
   * The person's UUID: of user_id when that was given, else of anonymous_id.
   */
  'userId'?: (string);
  /**
   * The caller's id as given; empty when only an anonymous id was.
   */
  'externalId'?: (string);
  'anonymousId'?: (string);
  'eventName'?: (string);
  /**
   * A JSON object.
   */
  'properties'?: (string);
  /**
   * Corrected time of the event.
   */
  'timestamp'?: (_google_protobuf_Timestamp | null);
  /**
   * By the client's clock, as far as it could be read.
   */
  'originalTimestamp'?: (_google_protobuf_Timestamp | null);
  'sentAt'?: (_google_protobuf_Timestamp | null);
  'receivedAt'?: (_google_protobuf_Timestamp | null);
  'sessionId'?: (string);
  'ipAddress'?: (string);
  'userAgent'?: (string);
  'messageId'?: (string);
  'channel'?: (string);
  'isBot'?: (boolean);
  'device'?: (string);
  'browser'?: (string);
  'os'?: (string);
  /**
   * ISO 3166-1 alpha-2, where the address could be placed.
   */
  'country'?: (string);
  'contextActive'?: (boolean);
}

/**
 * A stored event.
 */
export interface Event__Output {
  'eventId': (string);
  /**
   * The person's UUID: of user_id when that was given, else of anonymous_id.
   */
  'userId': (string);
  /**
   * The caller's id as given; empty when only an anonymous id was.
   */
  'externalId': (string);
  'anonymousId': (string);
  'eventName': (string);
  /**
   * A JSON object.
   */
  'properties': (string);
  /**
   * Corrected time of the event.
   */
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  /**
   * By the client's clock, as far as it could be read.
   */
  'originalTimestamp': (_google_protobuf_Timestamp__Output | null);
  'sentAt': (_google_protobuf_Timestamp__Output | null);
  'receivedAt': (_google_protobuf_Timestamp__Output | null);
  'sessionId': (string);
  'ipAddress': (string);
  'userAgent': (string);
  'messageId': (string);
  'channel': (string);
  'isBot': (boolean);
  'device': (string);
  'browser': (string);
  'os': (string);
  /**
   * ISO 3166-1 alpha-2, where the address could be placed.
   */
  'country': (string);
  'contextActive': (boolean);
}
