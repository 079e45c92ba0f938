// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * lead.updated: fields changed, by a person or by another capture of the same address.
 */
export interface LeadUpdated {
  'leadId'?: (string);
  /**
   * As it is now.
   */
  'email'?: (string);
  /**
   * Names of the fields that changed.
   */
  'changed'?: (string)[];
  'lastSource'?: (string);
  'timestamp'?: (_google_protobuf_Timestamp | null);
}

/**
 * lead.updated: fields changed, by a person or by another capture of the same address.
 */
export interface LeadUpdated__Output {
  'leadId': (string);
  /**
   * As it is now.
   */
  'email': (string);
  /**
   * Names of the fields that changed.
   */
  'changed': (string)[];
  'lastSource': (string);
  'timestamp': (_google_protobuf_Timestamp__Output | null);
}
