// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * lead.qualified: sales-ready from now on.
 */
export interface LeadQualified {
  'leadId'?: (string);
  'userId'?: (string);
  'email'?: (string);
  /**
   * Absent = never scored.
   */
  'score'?: (number | string);
  /**
   * By a person; otherwise by the score.
   */
  'manual'?: (boolean);
  'reason'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
  '_score'?: "score";
}

/**
 * lead.qualified: sales-ready from now on.
 */
export interface LeadQualified__Output {
  'leadId': (string);
  'userId': (string);
  'email': (string);
  /**
   * Absent = never scored.
   */
  'score'?: (number);
  /**
   * By a person; otherwise by the score.
   */
  'manual': (boolean);
  'reason': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
  '_score'?: "score";
}
