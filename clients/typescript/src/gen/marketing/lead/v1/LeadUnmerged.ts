// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * lead.unmerged: the merge is taken back.
 */
export interface LeadUnmerged {
  'mergeId'?: (string);
  'winnerLeadId'?: (string);
  'loserLeadId'?: (string);
  'reason'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * lead.unmerged: the merge is taken back.
 */
export interface LeadUnmerged__Output {
  'mergeId': (string);
  'winnerLeadId': (string);
  'loserLeadId': (string);
  'reason': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
