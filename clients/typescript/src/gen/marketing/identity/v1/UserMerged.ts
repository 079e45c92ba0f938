// Original file: protos/marketing/identity/v1/identity_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * user.merged: from here on everything of loser_user_id belongs to winner_user_id.
 */
export interface UserMerged {
  'mergeId'?: (string);
  'winnerUserId'?: (string);
  'loserUserId'?: (string);
  /**
   * The anonymous or previous id by which it came about; empty for a merge by hand.
   */
  'anonymousId'?: (string);
  /**
   * "identify", "alias" or "merge".
   */
  'reason'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * user.merged: from here on everything of loser_user_id belongs to winner_user_id.
 */
export interface UserMerged__Output {
  'mergeId': (string);
  'winnerUserId': (string);
  'loserUserId': (string);
  /**
   * The anonymous or previous id by which it came about; empty for a merge by hand.
   */
  'anonymousId': (string);
  /**
   * "identify", "alias" or "merge".
   */
  'reason': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
