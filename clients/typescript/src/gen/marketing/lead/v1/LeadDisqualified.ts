// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * lead.disqualified
 */
export interface LeadDisqualified {
  'leadId'?: (string);
  'userId'?: (string);
  'email'?: (string);
  'score'?: (number | string);
  'manual'?: (boolean);
  'reason'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
  '_score'?: "score";
}

/**
 * lead.disqualified
 */
export interface LeadDisqualified__Output {
  'leadId': (string);
  'userId': (string);
  'email': (string);
  'score'?: (number);
  'manual': (boolean);
  'reason': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  '_score'?: "score";
}
