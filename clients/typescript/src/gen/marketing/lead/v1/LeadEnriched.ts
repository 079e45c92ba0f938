// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * lead.enriched
 */
export interface LeadEnriched {
  'leadId'?: (string);
  'provider'?: (string);
  'namespace'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * lead.enriched
 */
export interface LeadEnriched__Output {
  'leadId': (string);
  'provider': (string);
  'namespace': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
