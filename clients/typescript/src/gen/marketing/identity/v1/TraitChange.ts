// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Value as _google_protobuf_Value, Value__Output as _google_protobuf_Value__Output } from '../../../google/protobuf/Value.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface TraitChange {
  'trait'?: (string);
  /**
   * Absent = the trait was not there.
   */
  'oldValue'?: (_google_protobuf_Value | null);
  /**
   * Absent = the trait was removed.
   */
  'newValue'?: (_google_protobuf_Value | null);
  /**
   * When it was said.
   */
  'at'?: (_google_protobuf_Timestamp | null);
  /**
   * "api", "import", "merge:<merge_id>", "undo:<merge_id>" …
   */
  'source'?: (string);
  /**
   * The id it was said of.
   */
  'userId'?: (string);
  'position'?: (number | string | Long);
}

export interface TraitChange__Output {
  'trait': (string);
  /**
   * Absent = the trait was not there.
   */
  'oldValue': (_google_protobuf_Value__Output | null);
  /**
   * Absent = the trait was removed.
   */
  'newValue': (_google_protobuf_Value__Output | null);
  /**
   * When it was said.
   */
  'at': (_google_protobuf_Timestamp__Output | null);
  /**
   * "api", "import", "merge:<merge_id>", "undo:<merge_id>" …
   */
  'source': (string);
  /**
   * The id it was said of.
   */
  'userId': (string);
  'position': (string);
}
