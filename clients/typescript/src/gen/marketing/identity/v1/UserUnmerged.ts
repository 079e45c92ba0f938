// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * user.unmerged: the merge is taken back.
 */
export interface UserUnmerged {
  'mergeId'?: (string);
  'winnerUserId'?: (string);
  'loserUserId'?: (string);
  'reason'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * user.unmerged: the merge is taken back.
 */
export interface UserUnmerged__Output {
  'mergeId': (string);
  'winnerUserId': (string);
  'loserUserId': (string);
  'reason': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
