// Original file: protos/marketing/tracking/v1/tracking_events.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Bus: marketing.tracking.v1.event.<event-name>.<tenant>; ce-type marketing.tracking.v1.EventTracked.
 * Neither the address nor the user agent leaves the service.
 */
export interface EventTracked {
  /**
   * Position in the tracking log.
   */
  'eventId'?: (number | string | Long);
  /**
   * The person's UUID: of the caller's user id when given, else of the anonymous id.
   */
  'userId'?: (string);
  /**
   * The caller's own id, when given.
   */
  'externalId'?: (string);
  'anonymousId'?: (string);
  'eventName'?: (string);
  'properties'?: (_google_protobuf_Struct | null);
  /**
   * Corrected time of the event.
   */
  'timestamp'?: (_google_protobuf_Timestamp | null);
  'receivedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * UUID, when the event belongs to a session.
   */
  'sessionId'?: (string);
  'isBot'?: (boolean);
  /**
   * False: the person was not there, so last_seen must not move.
   */
  'contextActive'?: (boolean);
  'messageId'?: (string);
  /**
   * Codes, as in EventWarning.
   */
  'warnings'?: (string)[];
  /**
   * "browser", "mobile", "server" or empty.
   */
  'channel'?: (string);
  'device'?: (string);
  'browser'?: (string);
  'os'?: (string);
  'country'?: (string);
}

/**
 * Bus: marketing.tracking.v1.event.<event-name>.<tenant>; ce-type marketing.tracking.v1.EventTracked.
 * Neither the address nor the user agent leaves the service.
 */
export interface EventTracked__Output {
  /**
   * Position in the tracking log.
   */
  'eventId': (string);
  /**
   * The person's UUID: of the caller's user id when given, else of the anonymous id.
   */
  'userId': (string);
  /**
   * The caller's own id, when given.
   */
  'externalId': (string);
  'anonymousId': (string);
  'eventName': (string);
  'properties': (_google_protobuf_Struct__Output | null);
  /**
   * Corrected time of the event.
   */
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  'receivedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * UUID, when the event belongs to a session.
   */
  'sessionId': (string);
  'isBot': (boolean);
  /**
   * False: the person was not there, so last_seen must not move.
   */
  'contextActive': (boolean);
  'messageId': (string);
  /**
   * Codes, as in EventWarning.
   */
  'warnings': (string)[];
  /**
   * "browser", "mobile", "server" or empty.
   */
  'channel': (string);
  'device': (string);
  'browser': (string);
  'os': (string);
  'country': (string);
}
