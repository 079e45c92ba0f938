// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * session.started
 */
export interface SessionStarted {
  'sessionId'?: (string);
  'userId'?: (string);
  'startTime'?: (_google_protobuf_Timestamp | null);
  /**
   * Made by the server, not named by the client.
   */
  'derived'?: (boolean);
}

/**
 * session.started
 */
export interface SessionStarted__Output {
  'sessionId': (string);
  'userId': (string);
  'startTime': (_google_protobuf_Timestamp__Output | null);
  /**
   * Made by the server, not named by the client.
   */
  'derived': (boolean);
}
