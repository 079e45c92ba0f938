// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { SessionStatus as _marketing_identity_v1_SessionStatus, SessionStatus__Output as _marketing_identity_v1_SessionStatus__Output } from '../../../marketing/identity/v1/SessionStatus.ts';

export interface Session {
  /**
   * UUID
   */
  'sessionId'?: (string);
  'userId'?: (string);
  'startTime'?: (_google_protobuf_Timestamp | null);
  'lastActivity'?: (_google_protobuf_Timestamp | null);
  /**
   * Absent while active. The time of the last activity, not of the expiry.
   */
  'endTime'?: (_google_protobuf_Timestamp | null);
  'pageViews'?: (number);
  'events'?: (number);
  'status'?: (_marketing_identity_v1_SessionStatus);
  /**
   * "idle" or "max_age"; empty while active.
   */
  'endReason'?: (string);
  /**
   * True: made by the server (30 min of inactivity separate sessions); false: the client named it.
   */
  'derived'?: (boolean);
  /**
   * Events that came after the session had ended; counted above too.
   */
  'lateEvents'?: (number);
}

export interface Session__Output {
  /**
   * UUID
   */
  'sessionId': (string);
  'userId': (string);
  'startTime': (_google_protobuf_Timestamp__Output | null);
  'lastActivity': (_google_protobuf_Timestamp__Output | null);
  /**
   * Absent while active. The time of the last activity, not of the expiry.
   */
  'endTime': (_google_protobuf_Timestamp__Output | null);
  'pageViews': (number);
  'events': (number);
  'status': (_marketing_identity_v1_SessionStatus__Output);
  /**
   * "idle" or "max_age"; empty while active.
   */
  'endReason': (string);
  /**
   * True: made by the server (30 min of inactivity separate sessions); false: the client named it.
   */
  'derived': (boolean);
  /**
   * Events that came after the session had ended; counted above too.
   */
  'lateEvents': (number);
}
