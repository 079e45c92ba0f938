// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * session.ended
 */
export interface SessionEnded {
  'sessionId'?: (string);
  'userId'?: (string);
  'startTime'?: (_google_protobuf_Timestamp | null);
  /**
   * The time of the last activity.
   */
  'endTime'?: (_google_protobuf_Timestamp | null);
  'pageViews'?: (number);
  'events'?: (number);
  /**
   * "idle" or "max_age"
   */
  'reason'?: (string);
}

/**
 * session.ended
 */
export interface SessionEnded__Output {
  'sessionId': (string);
  'userId': (string);
  'startTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * The time of the last activity.
   */
  'endTime': (_google_protobuf_Timestamp__Output | null);
  'pageViews': (number);
  'events': (number);
  /**
   * "idle" or "max_age"
   */
  'reason': (string);
}
