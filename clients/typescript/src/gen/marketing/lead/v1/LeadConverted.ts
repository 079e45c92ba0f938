// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * lead.converted
 */
export interface LeadConverted {
  'leadId'?: (string);
  'userId'?: (string);
  'email'?: (string);
  /**
   * Millionths of a unit of currency.
   */
  'valueMicros'?: (number | string | Long);
  /**
   * ISO 4217
   */
  'currency'?: (string);
  /**
   * The campaign that earned it, where the caller said so.
   */
  'campaignId'?: (string);
  'convertedAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * lead.converted
 */
export interface LeadConverted__Output {
  'leadId': (string);
  'userId': (string);
  'email': (string);
  /**
   * Millionths of a unit of currency.
   */
  'valueMicros': (string);
  /**
   * ISO 4217
   */
  'currency': (string);
  /**
   * The campaign that earned it, where the caller said so.
   */
  'campaignId': (string);
  'convertedAt': (_google_protobuf_Timestamp__Output | null);
}
