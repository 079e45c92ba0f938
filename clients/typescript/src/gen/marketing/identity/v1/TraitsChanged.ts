// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * user.traits-changed
 */
export interface TraitsChanged {
  'userId'?: (string);
  'set'?: (_google_protobuf_Struct | null);
  'unset'?: (string)[];
  'timestamp'?: (_google_protobuf_Timestamp | null);
  'source'?: (string);
}

/**
 * user.traits-changed
 */
export interface TraitsChanged__Output {
  'userId': (string);
  'set': (_google_protobuf_Struct__Output | null);
  'unset': (string)[];
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  'source': (string);
}
