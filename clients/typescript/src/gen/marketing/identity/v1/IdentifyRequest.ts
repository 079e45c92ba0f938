// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface IdentifyRequest {
  /**
   * One of user_id and anonymous_id is needed.
   */
  'userId'?: (string);
  'anonymousId'?: (string);
  /**
   * ALREADY_EXISTS when another user has it. Empty = unchanged.
   */
  'email'?: (string);
  /**
   * Set, whatever was there; null values are kept as null.
   */
  'traits'?: (_google_protobuf_Struct | null);
  /**
   * Set only where the trait is absent.
   */
  'traitsSetOnce'?: (_google_protobuf_Struct | null);
  'traitsUnset'?: (string)[];
  /**
   * When it was said; default: now. More than 24 h ahead is clamped, with a warning.
   */
  'timestamp'?: (_google_protobuf_Timestamp | null);
  /**
   * False when the person was not there: last_seen stays. Absent = true.
   */
  'contextActive'?: (boolean);
  /**
   * Where it came from, kept in the trait history: "import", "web"; default: "api".
   */
  'source'?: (string);
  'requestId'?: (string);
  'expectedVersion'?: (number | string | Long);
  '_contextActive'?: "contextActive";
  '_expectedVersion'?: "expectedVersion";
}

export interface IdentifyRequest__Output {
  /**
   * One of user_id and anonymous_id is needed.
   */
  'userId': (string);
  'anonymousId': (string);
  /**
   * ALREADY_EXISTS when another user has it. Empty = unchanged.
   */
  'email': (string);
  /**
   * Set, whatever was there; null values are kept as null.
   */
  'traits': (_google_protobuf_Struct__Output | null);
  /**
   * Set only where the trait is absent.
   */
  'traitsSetOnce': (_google_protobuf_Struct__Output | null);
  'traitsUnset': (string)[];
  /**
   * When it was said; default: now. More than 24 h ahead is clamped, with a warning.
   */
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  /**
   * False when the person was not there: last_seen stays. Absent = true.
   */
  'contextActive'?: (boolean);
  /**
   * Where it came from, kept in the trait history: "import", "web"; default: "api".
   */
  'source': (string);
  'requestId': (string);
  'expectedVersion'?: (string);
  '_contextActive'?: "contextActive";
  '_expectedVersion'?: "expectedVersion";
}
