// Original file: protos/marketing/lead/v1/lead_service.proto

import type { ScoringFactor as _marketing_lead_v1_ScoringFactor, ScoringFactor__Output as _marketing_lead_v1_ScoringFactor__Output } from '../../../marketing/lead/v1/ScoringFactor.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ScoringModel {
  /**
   * 1 to 100 characters.
   */
  'name'?: (string);
  /**
   * Given by the server: 1, 2, … in a tenant.
   */
  'version'?: (number | string | Long);
  'factors'?: (_marketing_lead_v1_ScoringFactor)[];
  /**
   * Days without an event after which activity counts half; more than 0.
   */
  'halfLifeDays'?: (number | string);
  /**
   * 0 to 1: from this score on a lead is qualified.
   */
  'qualifyAt'?: (number | string);
  /**
   * At most qualify_at: below it a lead qualified by its score is so no more.
   */
  'disqualifyBelow'?: (number | string);
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The one in force.
   */
  'active'?: (boolean);
}

export interface ScoringModel__Output {
  /**
   * 1 to 100 characters.
   */
  'name': (string);
  /**
   * Given by the server: 1, 2, … in a tenant.
   */
  'version': (string);
  'factors': (_marketing_lead_v1_ScoringFactor__Output)[];
  /**
   * Days without an event after which activity counts half; more than 0.
   */
  'halfLifeDays': (number);
  /**
   * 0 to 1: from this score on a lead is qualified.
   */
  'qualifyAt': (number);
  /**
   * At most qualify_at: below it a lead qualified by its score is so no more.
   */
  'disqualifyBelow': (number);
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The one in force.
   */
  'active': (boolean);
}
