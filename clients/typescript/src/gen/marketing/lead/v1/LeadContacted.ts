// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * lead.contacted
 */
export interface LeadContacted {
  'leadId'?: (string);
  'channel'?: (string);
  'contactedAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * lead.contacted
 */
export interface LeadContacted__Output {
  'leadId': (string);
  'channel': (string);
  'contactedAt': (_google_protobuf_Timestamp__Output | null);
}
