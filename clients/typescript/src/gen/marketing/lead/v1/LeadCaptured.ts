// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * lead.captured
 */
export interface LeadCaptured {
  'leadId'?: (string);
  'email'?: (string);
  'source'?: (string);
  /**
   * The person in identity, where known at once.
   */
  'userId'?: (string);
  'campaignId'?: (string);
  'capturedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * "api", "import" or "signup"
   */
  'origin'?: (string);
}

/**
 * lead.captured
 */
export interface LeadCaptured__Output {
  'leadId': (string);
  'email': (string);
  'source': (string);
  /**
   * The person in identity, where known at once.
   */
  'userId': (string);
  'campaignId': (string);
  'capturedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * "api", "import" or "signup"
   */
  'origin': (string);
}
