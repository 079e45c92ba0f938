// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * user.created
 */
export interface UserCreated {
  'userId'?: (string);
  /**
   * Empty = none, as everywhere here.
   */
  'externalId'?: (string);
  'email'?: (string);
  'anonymous'?: (boolean);
  'createdAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * user.created
 */
export interface UserCreated__Output {
  'userId': (string);
  /**
   * Empty = none, as everywhere here.
   */
  'externalId': (string);
  'email': (string);
  'anonymous': (boolean);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
}
