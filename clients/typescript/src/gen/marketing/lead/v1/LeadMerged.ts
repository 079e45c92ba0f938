// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * lead.merged: from here on everything of loser_lead_id belongs to winner_lead_id.
 */
export interface LeadMerged {
  'mergeId'?: (string);
  'winnerLeadId'?: (string);
  'loserLeadId'?: (string);
  'reason'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * lead.merged: from here on everything of loser_lead_id belongs to winner_lead_id.
 */
export interface LeadMerged__Output {
  'mergeId': (string);
  'winnerLeadId': (string);
  'loserLeadId': (string);
  'reason': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
