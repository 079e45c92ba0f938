// Original file: protos/marketing/lead/v1/lead_events.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * lead.scored
 */
export interface LeadScored {
  'leadId'?: (string);
  'userId'?: (string);
  /**
   * 0..1
   */
  'score'?: (number | string);
  'model'?: (string);
  /**
   * 0 for the built-in model and for models of the caller's own.
   */
  'modelVersion'?: (number | string | Long);
  'external'?: (boolean);
  'scoredAt'?: (_google_protobuf_Timestamp | null);
}

/**
 * lead.scored
 */
export interface LeadScored__Output {
  'leadId': (string);
  'userId': (string);
  /**
   * 0..1
   */
  'score': (number);
  'model': (string);
  /**
   * 0 for the built-in model and for models of the caller's own.
   */
  'modelVersion': (string);
  'external': (boolean);
  'scoredAt': (_google_protobuf_Timestamp__Output | null);
}
