// Original file: protos/marketing/identity/v1/identity_service.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

export interface Merge {
  'mergeId'?: (string);
  'winnerUserId'?: (string);
  'loserUserId'?: (string);
  'mergedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * "identify", "alias" or "merge".
   */
  'reason'?: (string);
  /**
   * Absent = still in force.
   */
  'undoneAt'?: (_google_protobuf_Timestamp | null);
}

export interface Merge__Output {
  'mergeId': (string);
  'winnerUserId': (string);
  'loserUserId': (string);
  'mergedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * "identify", "alias" or "merge".
   */
  'reason': (string);
  /**
   * Absent = still in force.
   */
  'undoneAt': (_google_protobuf_Timestamp__Output | null);
}
