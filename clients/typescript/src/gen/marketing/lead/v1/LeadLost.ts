// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * lead.lost
 */
export interface LeadLost {
  'leadId'?: (string);
  'reason'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * lead.lost
 */
export interface LeadLost__Output {
  'leadId': (string);
  'reason': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
