// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * lead.linked: the person in identity became known, or is now somebody they were merged into.
 */
export interface LeadLinked {
  'leadId'?: (string);
  'userId'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * lead.linked: the person in identity became known, or is now somebody they were merged into.
 */
export interface LeadLinked__Output {
  'leadId': (string);
  'userId': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
