// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * user.identified: an email or an external id became known, or the person was there.
 */
export interface UserIdentified {
  'userId'?: (string);
  'externalId'?: (string);
  'email'?: (string);
  /**
   * The email before, when this changed it.
   */
  'previousEmail'?: (string);
  'anonymousId'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
  /**
   * False: the person was not there.
   */
  'contextActive'?: (boolean);
}

/**
 * user.identified: an email or an external id became known, or the person was there.
 */
export interface UserIdentified__Output {
  'userId': (string);
  'externalId': (string);
  'email': (string);
  /**
   * The email before, when this changed it.
   */
  'previousEmail': (string);
  'anonymousId': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  /**
   * False: the person was not there.
   */
  'contextActive': (boolean);
}
