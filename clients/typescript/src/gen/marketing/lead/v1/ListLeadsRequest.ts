// Original file: protos/marketing/lead/v1/lead_service.proto

import type { LeadStatus as _marketing_lead_v1_LeadStatus, LeadStatus__Output as _marketing_lead_v1_LeadStatus__Output } from '../../../marketing/lead/v1/LeadStatus.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';
import type { LeadOrder as _marketing_lead_v1_LeadOrder, LeadOrder__Output as _marketing_lead_v1_LeadOrder__Output } from '../../../marketing/lead/v1/LeadOrder.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Filters add up.
 */
export interface ListLeadsRequest {
  /**
   * Whatever its case; "(none)" = without one.
   */
  'source'?: (string);
  'status'?: (_marketing_lead_v1_LeadStatus);
  'qualified'?: (boolean);
  'minScore'?: (number | string);
  'maxScore'?: (number | string);
  'createdFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Exclusive.
   */
  'createdUntil'?: (_google_protobuf_Timestamp | null);
  /**
   * Leads whose properties contain all of these.
   */
  'propertiesContain'?: (_google_protobuf_Struct | null);
  /**
   * UUID or the caller's own id.
   */
  'userId'?: (string);
  'order'?: (_marketing_lead_v1_LeadOrder);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize'?: (number);
  'pageToken'?: (string);
  'minPosition'?: (number | string | Long);
  '_qualified'?: "qualified";
  '_minScore'?: "minScore";
  '_maxScore'?: "maxScore";
  '_minPosition'?: "minPosition";
}

/**
 * Filters add up.
 */
export interface ListLeadsRequest__Output {
  /**
   * Whatever its case; "(none)" = without one.
   */
  'source': (string);
  'status': (_marketing_lead_v1_LeadStatus__Output);
  'qualified'?: (boolean);
  'minScore'?: (number);
  'maxScore'?: (number);
  'createdFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Exclusive.
   */
  'createdUntil': (_google_protobuf_Timestamp__Output | null);
  /**
   * Leads whose properties contain all of these.
   */
  'propertiesContain': (_google_protobuf_Struct__Output | null);
  /**
   * UUID or the caller's own id.
   */
  'userId': (string);
  'order': (_marketing_lead_v1_LeadOrder__Output);
  /**
   * Default 50, at most 1,000.
   */
  'pageSize': (number);
  'pageToken': (string);
  'minPosition'?: (string);
  '_qualified'?: "qualified";
  '_minScore'?: "minScore";
  '_maxScore'?: "maxScore";
  '_minPosition'?: "minPosition";
}
